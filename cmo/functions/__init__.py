"""The marketing agents' functions, one file each."""
