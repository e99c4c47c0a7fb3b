"""The print edition: the same pages as the site, set as a book by Typst."""
