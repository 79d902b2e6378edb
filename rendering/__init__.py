"""People, rooms and clothes drawn from numbers, so that the truth behind each picture is exact."""
