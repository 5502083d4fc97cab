"""How much, how fast: counters that all processes share, and the answers over a limit."""
