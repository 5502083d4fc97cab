"""Mode `optimization`: how long work takes, how much is in work, and who has too much of it."""
