"""Who wants to know that a run has ended: later rooms say so here, since this one cannot ask them.

A listener is called in the transaction of the run's end, inside its scope.
"""

from __future__ import annotations

from collections.abc import Callable

from kernel.runs.models import AgentRun

Listener = Callable[[AgentRun], None]
_listeners: list[Listener] = []


def listen(listener: Listener) -> Listener:
    """Call ``listener`` with every run that ends; once, however often it is said."""
    if listener not in _listeners:
        _listeners.append(listener)
    return listener


def tell(run: AgentRun) -> None:
    """Call every listener."""
    for listener in _listeners:
        listener(run)
