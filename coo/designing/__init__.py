"""How workflows are laid out: what decides how long they take, and what they really took."""
