"""Everything that is said or shown to people, in one catalogue by id, in each language.

In come an id and what stands in it, such as how many; out goes a text in one language. The texts
lie in a folder for each language, in Fluent's format, a file for each subject. A spec's own words
stay in its YAML. It knows nothing of exercises, pages or who speaks which language.
"""
