"""What people decide: proposals with typed actions, approval, undo, and who is told."""
