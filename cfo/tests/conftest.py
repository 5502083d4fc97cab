"""Fixtures of the finance tests."""

from __future__ import annotations

import pytest

from cfo.tests import cast as rows


@pytest.fixture
def financed(cast, db):
    """Alder's Main workspace with finance rows, standing at the last day of January 2026."""
    with cast.scope():
        rows.stand_still()
        rows.ledger()
        rows.decided()
        rows.heads()
    return cast
