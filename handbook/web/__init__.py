"""The web edition: Markdown pages and the settings of MkDocs."""
