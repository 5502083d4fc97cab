"""How the planner works: what it reads, the goal, the split, milestones, risks, and its words."""
