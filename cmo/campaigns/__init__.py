"""How the designer works: the plan's remaining budget, one campaign inside it, and its words."""
