"""How the tests share the workers of pytest-xdist: a file stays whole, what takes long comes first.

Files of one folder that meet in a product that is started for them stay together: a second worker
would have to start it, and furnish it, again.
"""

from __future__ import annotations

import gc
from typing import Any

import pytest

TOGETHER = ("tests/browser",)
LAST = "kernel"
"""Its files are many and short, so that no worker is left with a long one at the end."""


def unit_of(nodeid: str) -> str:
    """What goes to one worker as a whole: the test's folder or its file."""
    file = nodeid.partition("::")[0]
    return next((folder for folder in TOGETHER if file.startswith(f"{folder}/")), file)


def place_of(nodeid: str, long: bool) -> int:
    """When a test's turn comes: real processes, browsers, the whole product, modules, kernel."""
    if long:
        return 0
    unit = unit_of(nodeid)
    if unit in TOGETHER:
        return 1
    folder = unit.partition("/")[0]
    return {"tests": 2, LAST: 4}.get(folder, 3)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Order the tests; one of a file that takes long takes the whole file along."""
    long = {
        unit_of(item.nodeid) for item in items if item.get_closest_marker("end_to_end") is not None
    }
    items.sort(key=lambda item: place_of(item.nodeid, unit_of(item.nodeid) in long))


def pytest_collection_finish() -> None:
    """What is loaded by now stays: looking through it for garbage again and again takes time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Hand out units in that order; other ways of ``--dist`` are xdist's own."""
    if config.getvalue("dist") != "loadfile":
        return None
    from xdist.scheduler import LoadScopeScheduling

    class Units(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return unit_of(nodeid)

    return Units(config, log)
