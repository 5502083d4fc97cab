"""Mode experiments: how large a test is, what it can show, and the plan that is fixed before it."""
