"""What happened, who did it, and when: append-only."""

from kernel.audit.record import record

__all__ = ["record"]
