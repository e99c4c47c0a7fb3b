"""The search of the site: what is found, by which words."""
