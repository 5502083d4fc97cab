"""Touchpoints from files: contacts of people under keys that do not say who they are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cmo.imports.campaigns import running_campaign
from cmo.models import Campaign, Touchpoint
from kernel.resources.imports.columns import (
    CurrencyColumn,
    MoneyColumn,
    RowColumn,
    TextColumn,
)
from kernel.resources.imports.kinds import ImportKind
from kernel.resources.imports.moments import MomentColumn
from kernel.resources.imports.pseudonyms import PseudonymColumn


class TouchpointsImport(ImportKind):
    """A row a contact; the converting one says when, and for how much."""

    title = "Touchpoints"
    noun = "contact"
    about = (
        "One row a contact of a person with a channel, under a pseudonymous key such as a client "
        "id or a hash: never an address or a name. The contact that led to an order says when, "
        "and what it was worth. Times without a zone are taken in the workspace's."
    )
    model = Touchpoint
    key = ("person_key", "at", "channel")
    day = "at"
    columns = (
        PseudonymColumn(
            "person_key", label="Person’s key",
            aliases=("person key", "client id", "user pseudo id", "user id", "visitor id",
                     "hashed email", "email", "e-mail"),
            required=True, example="c0ffee0000000001",
        ),
        TextColumn(
            "channel", aliases=("source", "medium", "session default channel group", "kanal"),
            required=True, example="paid_search",
        ),
        RowColumn(
            "campaign", aliases=("campaign name", "session campaign", "kampagne"), to=Campaign,
            make=running_campaign, example="Everyday search",
        ),
        MomentColumn(
            "at", label="Time of contact",
            aliases=("time", "timestamp", "event time", "date", "touched at", "zeitpunkt"),
            required=True, example="2026-01-30 09:15",
        ),
        MomentColumn(
            "converted_at", label="Time of order",
            aliases=("conversion time", "converted", "order time", "purchase time"),
            example="2026-01-31 18:40",
        ),
        CurrencyColumn("currency", aliases=("currency code", "währung"), example="EUR"),
        MoneyColumn(
            "value", aliases=("conversion value", "order value", "revenue", "umsatz"), total=True,
            example="41.60",
        ),
    )  # fmt: skip

    def complete(self, row: dict[str, Any]) -> None:
        """A contact without an order has no currency."""
        if row.get("converted_at") is None and row.get("value") is None:
            row["currency"] = ""

    def check(self, row: dict[str, Any]) -> Iterable[tuple[str, str]]:
        """Faults of a row as a whole: an order has a time and a value, after the contact."""
        at, converted, value = row.get("at"), row.get("converted_at"), row.get("value")
        if (converted is None) != (value is None):
            yield "value", "An order has a time and a value; else both are empty."
        if converted is not None and at is not None and converted < at:
            yield "converted_at", "The order lies before the contact."
        if value is not None and value < 0:
            yield "value", "The value is below zero."

    def sample_rows(self) -> list[dict[str, str]]:
        """Two people: one orders after two contacts, one does not."""
        second = {column.name: column.example for column in self.bound}
        plain = second | {"converted_at": "", "value": "", "currency": ""}
        first = plain | {"channel": "organic_search", "campaign": "", "at": "2026-01-28 20:05"}
        other = plain | {
            "person_key": "c0ffee0000000002", "channel": "email", "campaign": "",
            "at": "2026-01-29 07:45",
        }  # fmt: skip
        return [first, second, other]
