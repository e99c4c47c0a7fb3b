"""The search of the site: what is found, by which words."""

# Beside the pages until the index takes it in: the finishing of a site sees the site alone.
WORDS_FILE = "assets/search/words.json"
