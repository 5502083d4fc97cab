"""How the funnel architect works: goal, rates, volumes worked back, leaks, and its words."""
