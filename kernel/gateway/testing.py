"""pytest plugin: no test may reach a real model, whatever the environment configures."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True, scope="session")
def _no_real_model() -> Iterator[None]:
    from kernel.gateway import engine

    before = engine.loopback_only
    engine.loopback_only = True
    yield
    engine.loopback_only = before
