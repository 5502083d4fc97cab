"""Fixtures of the growth tests."""

from __future__ import annotations

import pytest

from cro.tests import cast as rows


@pytest.fixture
def growing(cast, db):
    """Alder's Main workspace with growth rows, standing at the last day of January 2026."""
    with cast.scope():
        rows.stand_still()
        rows.programme()
        rows.decided()
    return cast
