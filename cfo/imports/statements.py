"""Bank statements: lines of accounts from CSV of any bank, known exports, OFX, and by webhook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from cfo.analysis.money import AMOUNT_LIMIT
from cfo.imports.accounts import KEPT_IN, AccountColumn
from cfo.imports.ofx import OFX
from cfo.imports.planning import StatementPlan
from cfo.imports.quickbooks import QUICKBOOKS
from cfo.imports.stripe import STRIPE
from cfo.imports.xero import XERO
from cfo.models import Account, Transaction
from cfo.models.account import AccountKind
from kernel.formats.currencies import exponent
from kernel.resources.imports.columns import (
    CellError,
    CurrencyColumn,
    DayColumn,
    ImportColumn,
    MoneyColumn,
    Reading,
    TextColumn,
    short,
    simple,
)
from kernel.resources.imports.kinds import ImportKind
from kernel.resources.imports.plans import Row

FIRST_YEAR, LAST_YEAR = 1970, 2100
OUT = frozenset(
    {"d", "dr", "debit", "s", "soll", "out", "debito", "débit", "sortie", "lastschrift"}
)
IN = frozenset(
    {"c", "cr", "credit", "h", "haben", "in", "credito", "crédit", "entrée", "gutschrift"}
)


@dataclass(frozen=True)
class BankText(TextColumn):
    """What the bank wrote, its spaces made one; cut where it is longer than the field."""

    def clean(self, value: Any, target: Any) -> Any:
        text = " ".join((value or "").split())
        most = target.max_length
        return super().clean(text if len(text) <= most else f"{text[: most - 1]}…", target)


@dataclass(frozen=True)
class LineCurrency(CurrencyColumn):
    """The currency of a line; empty means its account's."""

    def missing(self, reading: Reading) -> str:
        return reading.currency if reading.currency_named else ""

    def clean(self, value: Any, target: Any) -> Any:
        return super().clean(value, target) if value else ""


@dataclass(frozen=True)
class LineAmount(MoneyColumn):
    """An amount in its account's currency, or the workspace's while no account is named.

    What the currency cannot hold is refused: a rounded line makes no balance agree.
    """

    def read(self, text: str, reading: Reading, row: dict[str, Any]) -> int:
        row[self.currency] = row.get(self.currency) or reading.currency
        before = reading.rounded
        amount = super().read(text, reading, row)
        if reading.rounded > before:
            reading.rounded = before
            currency = self.currency_of(row, reading)
            raise CellError(
                f"{self.heading}: “{short(text)}” has more decimals than {currency} has. Is that "
                "the currency of the account?"
            )
        return amount

    def take(self, value: Any, reading: Reading, row: dict[str, Any]) -> int:
        row[self.currency] = row.get(self.currency) or reading.currency
        return super().take(value, reading, row)


class StatementsImport(ImportKind):
    """A row a line of the bank's; one that is there already is left as it is."""

    title = "Bank statements"
    noun = "line"
    about = (
        "One row a line of your bank, with its day and amount; money out below zero, or debit and "
        "credit in columns of their own. CSV of any bank and OFX are taken, and exports of "
        "QuickBooks, Xero and Stripe are recognised. Files may overlap or come twice: no line is "
        "stored twice, and none is left out."
    )
    model = Transaction
    key = ("fingerprint",)
    day = "date"
    keeps = True
    formats = (OFX,)
    layouts = (QUICKBOOKS, XERO, STRIPE)
    goes_along = ("category", "rule", "filed_by")
    further = ("fingerprint", "occurrence", "source", "category", "rule", "filed_by")
    columns = (
        LineCurrency("currency", aliases=("currency code", "währung", "devise"), example="EUR"),
        TextColumn(
            "account_kind", label="Kind of account", stored=False, aliases=("account kind",),
        ),
        AccountColumn(
            "account", to=Account,
            asked="Name one that is here, or a new one.",
            aliases=("account name", "account number", "iban", "konto", "kontonummer",
                     "auftragskonto", "iban auftragskonto", "compte", "cuenta", "口座番号"),
            example="Main account",
        ),
        DayColumn(
            "date", required=True,
            aliases=("booking date", "posting date", "posted", "transaction date", "date posted",
                     "buchungstag", "buchungsdatum", "valutadatum", "value date", "datum",
                     "completed date", "fecha", "jour", "date de l opération", "日付", "取引日"),
            example="2026-01-30",
        ),
        BankText(
            "counterparty",
            aliases=("payee", "beneficiary", "payer", "name", "merchant", "merchant name",
                     "counterparty name", "contact", "beguenstigter zahlungspflichtiger",
                     "begünstigter zahlungspflichtiger", "name zahlungsbeteiligter", "empfänger",
                     "auftraggeber empfänger", "description", "details", "libellé", "concepto",
                     "摘要", "お取り扱い内容", "取引内容"),
            example="Kontor Property",
        ),
        BankText(
            "memo",
            aliases=("description", "reference", "purpose", "details", "note", "narrative",
                     "payment reference", "verwendungszweck", "buchungstext", "communication"),
            example="Rent January",
        ),
        LineAmount(
            "amount", aliases=("betrag", "umsatz", "value", "montant", "importe", "amount net"),
            total=True, example="-1200.00",
        ),
        LineAmount(
            "debit", label="Debit", stored=False,
            aliases=("money out", "paid out", "withdrawal", "withdrawals", "soll", "débit",
                     "debit amount", "out", "ausgang", "cargo", "出金", "出金額", "お引出し",
                     "お引出額", "支払金額"),
            example="",
        ),
        LineAmount(
            "credit", label="Credit", stored=False,
            aliases=("money in", "paid in", "deposit", "deposits", "haben", "crédit",
                     "credit amount", "in", "eingang", "abono", "入金", "入金額", "お預入れ",
                     "お預入額", "預り金額"),
            example="",
        ),
        TextColumn(
            "direction", label="Debit or credit", stored=False,
            aliases=("debit credit", "credit debit", "dr cr", "cr dr", "soll haben", "s h",
                     "debit credit indicator"),
            example="",
        ),
        LineAmount(
            "balance", label="Balance after the line", stored=False,
            aliases=("running balance", "saldo", "solde", "saldo nach buchung",
                     "balance after transaction", "account balance", "残高", "差引残高",
                     "お取引後残高"),
            example="8800.00",
        ),
        BankText(
            "bank_id", label="Bank’s id",
            aliases=("transaction id", "id", "fitid", "bank id", "bank reference",
                     "transaktions id", "referenz", "entry reference"),
            example="",
        ),
        LineAmount("closing_balance", label="Closing balance", stored=False),
        DayColumn("closing_on", label="Closing day", stored=False, aliases=("closing day",)),
    )  # fmt: skip

    def lacking(self, mapping: Mapping[str, str]) -> list[ImportColumn]:
        """A file gives an amount, or debit and credit apart."""
        missing = super().lacking(mapping)
        if not {"amount", "debit", "credit"} & set(mapping):
            missing += [column for column in self.bound if column.name == "amount"]
        return missing

    def complete(self, row: dict[str, Any]) -> None:
        """The signed amount, who it was with, and what the bank marks the line with."""
        row["amount"] = signed(row)
        row["counterparty"] = row.get("counterparty") or ""
        row["memo"] = row.get("memo") or ""
        if not row["counterparty"]:
            row["counterparty"], row["memo"] = row["memo"][:200], row["memo"][200:]
        row["bank_id"] = row.get("bank_id") or ""
        if not row["bank_id"] and row.get("balance") is not None:
            balance = Decimal(row["balance"]).scaleb(-exponent(row["currency"]))
            row["bank_id"] = f"balance {balance}"

    def check(self, row: dict[str, Any]) -> Iterable[tuple[str, str]]:
        """Faults of a row as a whole: an amount, in the currency of its account."""
        amount, day = row.get("amount"), row.get("date")
        if amount is None:
            yield "amount", "The row holds no amount."
        elif abs(amount) >= AMOUNT_LIMIT:
            yield "amount", "The amount is larger than any account holds."
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            yield "date", f"The day lies outside of {FIRST_YEAR} to {LAST_YEAR}."
        if row.get("debit") and row.get("credit"):
            yield "debit", "The row holds both a debit and a credit."
        kept_in = row.get(KEPT_IN)
        if kept_in and row["currency"] != kept_in:
            yield "amount", f"The amount is in {row['currency']}, the account is kept in {kept_in}."
        kind = row.get("account_kind")
        if kind and kind not in AccountKind.values:
            yield "account_kind", f"A kind of account is one of: {', '.join(AccountKind.values)}."
        word = simple(row.get("direction") or "")
        if word and word not in OUT | IN:
            yield "direction", f"“{word}” is neither debit nor credit."

    def plan(self, rows: Iterable[Row], door: str) -> StatementPlan:
        """Which lines are new beside the stored ones."""
        return StatementPlan(rows, door)

    def sample_rows(self) -> list[dict[str, str]]:
        """A bill, a sale, and two equal payments on one day."""
        rent = {column.name: column.example for column in self.bound}
        common = {"memo": "", "amount": "-4.50", "counterparty": "Corner Bakery"}
        return [
            {**rent, "date": "2026-01-28", "amount": "3450.75", "counterparty": "Paylane payout",
             "memo": "PO-260128", "balance": "10000.00"},
            {**rent},
            {**rent, **common, "balance": "8795.50"},
            {**rent, **common, "balance": "8791.00"},
        ]  # fmt: skip


def signed(row: dict[str, Any]) -> int | None:
    """The amount of a row, money out below zero; None where it holds none.

    Debit and credit columns count whatever sign they are written with.
    """
    amount: int | None = row.get("amount")
    debit: int | None = row.get("debit")
    credit: int | None = row.get("credit")
    if amount is None and (debit is not None or credit is not None):
        return abs(credit or 0) - abs(debit or 0)
    word = simple(row.get("direction") or "")
    if amount is not None and word in OUT:
        return -abs(amount)
    return amount
