"""Invoices from files: who owes what since when."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cfo.models import Invoice
from kernel.resources.imports.columns import CurrencyColumn, DayColumn, MoneyColumn, TextColumn
from kernel.resources.imports.kinds import ImportKind


class InvoicesImport(ImportKind):
    """A row an invoice; one of the same number and customer is updated."""

    title = "Invoices"
    noun = "invoice"
    about = (
        "One row an invoice with its total; those without a day of payment are open. A credit "
        "note's total is below zero. The lines of invoices come in a file of their own."
    )
    model = Invoice
    key = ("number", "customer")
    day = "issued_on"
    columns = (
        TextColumn(
            "number",
            aliases=("invoice number", "invoice no", "invoice", "rechnungsnummer",
                     "numéro de facture", "doc number"),
            required=True, example="E260101",
        ),
        TextColumn(
            "customer",
            aliases=("customer name", "contact", "contact name", "client", "kunde", "bill to"),
            required=True, example="Café Morgenrot",
        ),
        DayColumn(
            "issued_on",
            aliases=("invoice date", "date", "issued", "issue date", "rechnungsdatum",
                     "date de facture"),
            required=True, example="2026-01-05",
        ),
        DayColumn(
            "due_on", aliases=("due date", "due", "payable by", "fällig am", "fälligkeit",
                               "échéance"),
            required=True, example="2026-02-04",
        ),
        DayColumn(
            "paid_on", aliases=("paid", "payment date", "date paid", "paid date", "bezahlt am"),
            example="",
        ),
        CurrencyColumn("currency", aliases=("currency code", "währung"), example="EUR"),
        MoneyColumn(
            "total", aliases=("amount", "gross", "total amount", "invoice total", "betrag",
                              "summe", "montant"),
            required=True, total=True, example="1,240.00",
        ),
    )  # fmt: skip

    def check(self, row: dict[str, Any]) -> Iterable[tuple[str, str]]:
        """Faults of a row as a whole: nothing is due before it was issued."""
        issued, due = row.get("issued_on"), row.get("due_on")
        if issued is not None and due is not None and due < issued:
            yield "due_on", "It is due before it was issued."
