"""How the budget planner works: months read, goals kept, three scenarios above the cash floor."""
