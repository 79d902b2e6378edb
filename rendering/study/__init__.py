"""Which measure of a back's outline tells best how far the back is bent."""
