"""A client of the API."""

import pytest

from kernel.doors.tests.asking import client_of


@pytest.fixture
def api(cast):
    """Bob's client in Alder's Main."""
    return client_of(cast.bob, cast.alder.workspace_id)
