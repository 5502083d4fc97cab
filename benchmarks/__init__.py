"""What the walls cost: the product beside plain Django, measured in turns in one run."""
