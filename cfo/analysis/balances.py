"""Opening balance and lines against the closing balance that the bank states."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from cfo.analysis.rows import LedgerRows
from kernel.core.windows import Window
from kernel.statistics.rows import Evidence


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """`opening` + `lines` = `computed`; `difference` is what the bank states beyond that.

    `stated` and `difference` are None where the bank's closing balance is not known. A difference
    above zero is money that the bank has and the lines do not.
    """

    account: str
    currency: str
    window: Window
    opening: int
    lines: int
    computed: int
    stated: int | None
    difference: int | None
    rows: Evidence

    @property
    def agrees(self) -> bool:
        """Whether the bank's balance is known and nothing is missing."""
        return self.difference == 0


def reconciled(
    rows: LedgerRows,
    account: str,
    opening: int,
    opened_on: date,
    closed_on: date,
    stated: int | None = None,
) -> Reconciliation:
    """One account from its opening balance to the evening of `closed_on`.

    The opening balance is that of the evening of `opened_on`; lines of that day and before are in
    it. `stated` is the bank's closing balance. Raises MixedCurrenciesError where the account's
    lines are in several currencies.
    """
    window = Window(opened_on + timedelta(days=1), closed_on)
    own = rows.where(rows.account == account).within(window)
    lines = own.total()
    computed = opening + lines
    equals = (("account", (account,)),)
    return Reconciliation(
        account=account,
        currency=own.one_currency(),
        window=window,
        opening=opening,
        lines=lines,
        computed=computed,
        stated=stated,
        difference=None if stated is None else stated - computed,
        rows=own.evidence(window, equals),
    )
