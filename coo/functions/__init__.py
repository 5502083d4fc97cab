"""The operations agents, one file each."""
