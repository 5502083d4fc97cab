"""Reading a month that is to be closed, inside a read scope."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from cfo import selectors
from cfo.analysis import months
from cfo.closing.contracts import MonthCloseInput
from cfo.reach import late_at
from cfo.reporting.contracts import ReportInput
from cfo.reporting.reading import Grounds
from cfo.reporting.reading import read as read_grounds
from kernel.core.contracts import Need, RunContext
from kernel.screens.reach import SourceReach


@dataclass(frozen=True)
class Closing:
    """A month, the accounts whose statements do not reach its end, and its books.

    `grounds` are empty where a statement is late.
    """

    month: int
    late: tuple[SourceReach, ...]
    grounds: Grounds

    @property
    def last(self) -> dt.date:
        return months.last_day(self.month)

    def own_words(self) -> list[str]:
        """Names of the workspace's own rows, which text may quote."""
        words = [one.name for one in self.late]
        return words + [word for ground in self.grounds for word in ground.own_words()]


def read(ctx: RunContext, payload: MonthCloseInput) -> Closing | list[Need]:
    """The asked month, or the last that is over; needs where it is not over or has no line."""
    over = months.last_whole(ctx.today)
    month = months.number_of(payload.month) if payload.month else over
    if month > over:
        why = "Its last days are still to come."
        return [Need(what="A month that is over", why=why, question="Which month is meant?")]
    late = tuple(late_at(months.last_day(month)))
    if late:
        return Closing(month, late, ())
    asked = ReportInput(month=months.last_day(month))
    currency = selectors.reporting_currency(ctx.workspace.currency)
    grounds = read_grounds(asked, ctx.today, currency)
    if isinstance(grounds, list):
        return grounds
    return Closing(month, (), grounds)
