"""Every component in every state, with invented data. Routed in local and in tests only."""

from .views import gallery

__all__ = ["gallery"]
