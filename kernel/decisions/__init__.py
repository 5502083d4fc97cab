"""What people decide: proposals with typed actions, approval, undo, and who is told.

``proposals.propose``, ``approvals.approve|reject|undo|snooze`` and ``notifications.notify`` are
called inside an open scope and join its transaction.
"""
