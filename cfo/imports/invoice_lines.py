"""Lines of invoices from files: what was sold, how much of it, for what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cfo.models import Invoice, InvoiceLine
from kernel.resources.imports.columns import (
    CellError,
    DecimalColumn,
    MoneyColumn,
    Reading,
    RowColumn,
    TextColumn,
    WholeColumn,
    short,
)
from kernel.resources.imports.kinds import ImportKind

CURRENCIES = "currencies of invoices"


@dataclass(frozen=True)
class QuantityColumn(DecimalColumn):
    """Units with up to three decimals, stored as thousandths."""

    def read(self, text: str, reading: Reading, row: dict[str, Any]) -> int:
        return self._thousandths(super().read(text, reading, row), text)

    def take(self, value: Any, reading: Reading, row: dict[str, Any]) -> int:
        return self._thousandths(super().take(value, reading, row), str(value))

    def _thousandths(self, units: Any, text: str) -> int:
        found = units * 1000
        if found != found.to_integral_value():
            raise CellError(f"{self.heading}: “{short(text)}” has more than three decimals.")
        return int(found)


@dataclass(frozen=True)
class LineMoney(MoneyColumn):
    """An amount in the currency of the line's invoice."""

    def currency_of(self, row: dict[str, Any], reading: Reading) -> str:
        known = reading.references.get(CURRENCIES)
        if known is None:
            known = dict(Invoice.objects.values_list("pk", "currency"))
            reading.references[CURRENCIES] = known
        return str(known.get(row.get("invoice")) or super().currency_of(row, reading))


class InvoiceLinesImport(ImportKind):
    """A row a line; the same position of the same invoice is updated."""

    title = "Invoice lines"
    noun = "line"
    about = (
        "One row a line of an invoice that is here already, with quantity, unit price and amount "
        "in the invoice's currency. They show whether revenue moved by price, volume or mix."
    )
    model = InvoiceLine
    key = ("invoice", "position")
    columns = (
        TextColumn(
            "customer", stored=False, aliases=("customer name", "contact", "client", "kunde"),
            example="Café Morgenrot",
        ),
        RowColumn(
            "invoice",
            aliases=("invoice number", "invoice no", "number", "rechnungsnummer", "doc number"),
            to=Invoice, by="number", within=(("customer", "customer"),), required=True,
            example="E260101",
        ),
        WholeColumn(
            "position", aliases=("line", "line number", "line no", "pos"), required=True,
            example="1",
        ),
        TextColumn(
            "item", aliases=("product", "description", "sku", "product name", "artikel"),
            required=True, example="Espresso blend 1 kg",
        ),
        QuantityColumn("quantity", aliases=("qty", "menge", "units"), required=True, example="12"),
        LineMoney(
            "unit_price", aliases=("price", "unit amount", "rate", "einzelpreis"), required=True,
            example="18.90",
        ),
        LineMoney(
            "amount", aliases=("line total", "line amount", "total", "betrag"), required=True,
            total=True, example="226.80",
        ),
    )  # fmt: skip
