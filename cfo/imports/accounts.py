"""Which account a line is of: by name, by the number that the bank gives, or a new one."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from cfo.models import Account
from cfo.models.account import AccountKind
from kernel.resources.imports.columns import CellError, NewRow, Reading, RowColumn, short, simple
from kernel.tenancy.scope import require_scope

ENDING = 4
FEWEST_DIGITS = 6
LONGEST_NAME = Account._meta.get_field("name").max_length or 120
KEPT_IN = "kept_in"
"""The value of a row that says its account's currency."""


@dataclass(frozen=True, slots=True)
class Known:
    """A stored account, as far as a line needs it."""

    id: UUID
    currency: str


@dataclass
class Accounts:
    """The accounts that a file's cells may mean; those that it makes come to them."""

    names: dict[str, Known | NewRow] = field(default_factory=dict)
    keys: dict[str, Known | NewRow] = field(default_factory=dict)
    endings: dict[str, list[Known]] = field(default_factory=dict)

    @classmethod
    def stored(cls) -> Accounts:
        """The workspace's accounts."""
        found = cls()
        columns = ("id", "currency", "name", "external_key", "number_ending")
        for pk, currency, name, key, ending in Account.objects.values_list(*columns):
            known = Known(pk, currency)
            found.names[simple(name)] = known
            if key:
                found.keys[key] = known
            if ending:
                found.endings.setdefault(ending.upper(), []).append(known)
        return found

    def of(self, text: str) -> Known | NewRow | None:
        """The account that a cell names; None for one that nobody knows yet."""
        found = self.names.get(simple(text))
        if found is not None or not is_number(text):
            return found
        ending = self.endings.get(digits(text)[-ENDING:], [])
        return self.keys.get(key_of(text)) or (ending[0] if len(ending) == 1 else None)

    def add(self, text: str, new: NewRow) -> None:
        """Take in an account that the file makes."""
        self.names[simple(new.words)] = new
        if is_number(text):
            self.keys[key_of(text)] = new


@dataclass(frozen=True)
class AccountColumn(RowColumn):
    """The account of a line; sets the line's currency where the file gives none.

    A number of the bank's is never stored: an account keeps its last four characters and a hash.
    """

    def read(self, text: str, reading: Reading, row: dict[str, Any]) -> Any:
        accounts = reading.references.get(self.name)
        if accounts is None:
            accounts = reading.references[self.name] = Accounts.stored()
        found = accounts.of(text)
        if found is None:
            found = NewRow(self, "", _values(text, row, reading))
            found.words = found.values["name"] = _free_name(text, row, accounts)
            accounts.add(text, found)
        kept_in = found.values["currency"] if isinstance(found, NewRow) else found.currency
        said = row.get("currency")
        if said and said != kept_in:
            raise CellError(
                f"{self.heading}: “{self.shown(text)}” is kept in {kept_in}, the line is in {said}."
            )
        row["currency"] = row[KEPT_IN] = kept_in
        return found if isinstance(found, NewRow) else found.id

    def shown(self, text: str) -> str:
        """A name as it stands, of a number the end alone."""
        return f"…{digits(text)[-ENDING:]}" if is_number(text) else short(text)


def is_number(text: str) -> bool:
    """Whether a cell is an account's number, such as an IBAN, rather than a name."""
    bare = re.sub(r"[\W_]+", "", text)
    figures = sum(char.isdecimal() for char in bare)
    return figures >= FEWEST_DIGITS and figures * 2 > len(bare)


def digits(text: str) -> str:
    """A number without spaces and signs."""
    return re.sub(r"[\W_]+", "", text).upper()


def key_of(number: str) -> str:
    """What stands for a bank's number: its SHA-256 together with the workspace's id, in hex."""
    salted = f"{require_scope().workspace_id} {digits(number)}"
    return hashlib.sha256(salted.encode()).hexdigest()


def _values(text: str, row: dict[str, Any], reading: Reading) -> dict[str, Any]:
    """A new account's fields; its opening balance and day are settled with all lines at hand."""
    numbered = is_number(text)
    ending = digits(text)[-ENDING:]
    return {
        "name": "",
        "kind": row.get("account_kind") or AccountKind.CURRENT,
        "currency": row.get("currency") or reading.currency,
        "number_ending": ending if numbered and ending.isascii() else "",
        "external_key": key_of(text) if numbered else "",
    }


def _free_name(text: str, row: dict[str, Any], accounts: Accounts) -> str:
    """The cell's own words, or kind and last digits; a number behind it where that is taken."""
    name = " ".join(text.split())[: LONGEST_NAME - 4]
    if is_number(text):
        kind = AccountKind(row.get("account_kind") or AccountKind.CURRENT).label
        name = f"{kind} …{digits(text)[-ENDING:]}"
    free, number = name, 2
    while simple(free) in accounts.names:
        free, number = f"{name} {number}", number + 1
    return free
