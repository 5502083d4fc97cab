"""The hypothesis generator: ideas from where people are lost."""
