"""The one table of the fifth module."""

from cto.models.outage import Outage

__all__ = ["Outage"]
