"""How the weekly report is made: a week beside the one before, and what weeks usually are."""
