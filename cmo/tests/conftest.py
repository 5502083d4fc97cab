"""Fixtures of the marketing tests."""

from __future__ import annotations

import pytest

from cmo.tests import cast as rows


@pytest.fixture
def marketed(cast, db):
    """Alder's Main workspace with marketing rows, standing at the last day of January 2026."""
    with cast.scope():
        rows.stand_still()
        rows.marketing()
    return cast
