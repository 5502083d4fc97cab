"""How the weekly summary is made: what tests did in a week, and how the way changed."""
