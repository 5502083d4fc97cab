"""The finance agents, one file each."""
