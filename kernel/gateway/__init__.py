"""The one way to a language model: a draft of text for a contract, or nothing.

Importing this package loads no model library; `draft` does, and only where a model is
configured.
"""

from kernel.gateway.drafting import DraftResult, draft
from kernel.gateway.engine import Engine, available

__all__ = ["DraftResult", "Engine", "available", "draft"]
