"""How the weekly summary is made: a week beside the one before, and what it means."""
