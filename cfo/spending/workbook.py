"""What one run looks at: the lines that were read, and the questions asked of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from cfo.analysis import spend_analysis
from cfo.analysis.budgets import BudgetLine
from cfo.analysis.finding import Finding, SpendAnalysis
from cfo.analysis.recurring import RecurringCharge
from cfo.analysis.rows import LedgerRows
from cfo.analysis.spending import Horizon
from cfo.selectors import Ledger
from kernel.core.fact_keys import fact_key, told_apart


@dataclass(frozen=True, slots=True)
class Found:
    """A finding with the key of its facts, and its payee as the bank spells it."""

    finding: Finding
    key: str
    payee: str


@dataclass(frozen=True, slots=True)
class Charge:
    """A recurring charge with the key of its facts, and its payee as the bank spells it."""

    charge: RecurringCharge
    key: str
    payee: str


@dataclass(frozen=True)
class Workbook:
    """The lines of one workspace, its approved budget and how far back each question looks.

    `currency` is the workspace's own: budget and approval limit are in it. `late` says that the
    newest line is old, and that the search ends there.
    """

    ledger: Ledger
    budget: tuple[BudgetLine, ...]
    currency: str
    horizon: Horizon
    late: bool = False

    @property
    def rows(self) -> LedgerRows:
        return self.ledger.rows

    @cached_property
    def analysis(self) -> SpendAnalysis:
        """The answers, each currency by itself."""
        return spend_analysis(self.rows, self.budget, self.currency, self.horizon)

    @cached_property
    def findings(self) -> tuple[Found, ...]:
        """Everything to act on, in order."""
        keys = told_apart([_key(one) for one in self.analysis.findings])
        return tuple(
            Found(one, key, self._payee(one))
            for one, key in zip(self.analysis.findings, keys, strict=True)
        )

    @cached_property
    def charges(self) -> tuple[Charge, ...]:
        """What comes back, the dearest in a year first."""
        found = self.analysis.recurring
        keys = told_apart([fact_key("charge", one.currency, one.payee) for one in found])
        return tuple(
            Charge(one, key, self._spelled(one.currency, one.rows[-1]))
            for one, key in zip(found, keys, strict=True)
        )

    def ids_of(self, finding: Finding) -> tuple[str, ...]:
        """The ids of the lines behind a finding's headline, oldest first."""
        named = [dict(evidence.equals) for evidence in finding.headline.rows]
        ids = {key for columns in named for key in columns.get("id", ())}
        rows = self.rows.matching("key", ids.__contains__)
        return tuple(rows.key[rows.date.argsort(kind="stable")].tolist())

    def largest_of(self, finding: Finding, most: int = 3) -> tuple[str, ...]:
        """The ids of the largest payments of a finding's category and month."""
        rows = self.rows.of_currency(finding.currency).of_category(finding.category)
        rows = rows.within(finding.window)
        rows = rows.where(rows.amount < 0)
        return tuple(rows.key[rows.amount.argsort(kind="stable")][:most].tolist())

    def own_words(self) -> list[str]:
        """Names from the workspace's own rows, which text may quote."""
        words = [*self.ledger.categories, *self.ledger.accounts]
        words += [found.payee for found in self.findings if found.payee]
        words += [charge.payee for charge in self.charges]
        return words

    def _payee(self, finding: Finding) -> str:
        if not finding.payee:
            return ""
        ids = self.ids_of(finding)
        rows = self.rows.matching("key", set(ids[-1:]).__contains__)
        return str(rows.payee[0]) if len(rows) else finding.payee

    def _spelled(self, currency: str, at: int) -> str:
        rows = self.rows.of_currency(currency)
        return str(rows.payee[at])


def _key(finding: Finding) -> str:
    _, _, subject = finding.subject.split(":", 2)
    return fact_key(finding.kind, finding.currency, *subject.split(":"))
