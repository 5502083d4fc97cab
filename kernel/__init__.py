"""The machine under every module: registry, tenancy, runs, decisions, doors and screens.

The four public names are resolved at first use (PEP 562), so that settings may read the
registry before Django's models can be imported.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kernel.core.registry import get_all_modules, get_module, register_module
    from kernel.runs.api import run_kernel

__all__ = ["get_all_modules", "get_module", "register_module", "run_kernel"]

_HOMES = {
    "run_kernel": "kernel.runs.api",
    "register_module": "kernel.core.registry",
    "get_module": "kernel.core.registry",
    "get_all_modules": "kernel.core.registry",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'kernel' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOMES])
