"""The growth advisor: which test next, and where segments differ."""
