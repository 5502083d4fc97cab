"""What the database holds of the finance tables, whoever writes."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from cfo.models import Account, Transaction

DAY = dt.date(2026, 1, 30)


@pytest.fixture(autouse=True)
def opened(cast, db):
    with cast.scope():
        yield


def account(name="Main", currency="EUR"):
    return Account.objects.create(name=name, currency=currency, opened_on=dt.date(2025, 12, 31))


def test_a_line_is_in_the_currency_of_its_account():
    with pytest.raises(IntegrityError, match="cfo_transactions_currency"), transaction.atomic():
        Transaction.objects.create(
            account=account(), date=DAY, amount=-100, currency="USD", fingerprint="0" * 64
        )
