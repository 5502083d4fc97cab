"""The facts of a month's close."""

from __future__ import annotations

from cfo.closing.reading import Closing
from cfo.figures import day_fact
from cfo.reporting.book import facts_of as facts_of_grounds
from kernel.core.facts import FactBook


def facts_of(closing: Closing) -> FactBook:
    """The month's statements; where one is late, only how far each late account reaches."""
    book = facts_of_grounds(closing.grounds) if closing.grounds else FactBook()
    book.add(day_fact("month.last", "The month ends", closing.last, "The month's last day."))
    for place, one in enumerate(closing.late, start=1):
        known = "The newest line or stated balance of the account."
        book.add(day_fact(f"late.{place}", f"{one.name} reaches", one.last, known))
    return book
