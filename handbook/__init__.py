"""The generator: reads `content/`, checks it, and writes the editions."""
