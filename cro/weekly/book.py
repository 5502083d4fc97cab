"""The facts of a week: the way beside the week before, tests, and figures of proposals."""

from __future__ import annotations

from collections.abc import Iterator

from cro.figures import count_fact, day_fact
from cro.weekly.week import Week
from kernel.core.facts import Fact, FactBook
from kernel.decisions.quoting import quoted_facts


def facts_of(week: Week) -> FactBook:
    """Every figure that a summary of the week may speak of."""
    book = FactBook()
    for fact in _week(week):
        book.add(fact)
    for fact in week.way.book:
        book.add(fact)
    for name, rows in (("waiting", week.waiting), ("applied", week.applied)):
        for place, row in enumerate(rows, start=1):
            for fact in quoted_facts(row, f"{name}.{place}"):
                book.add(fact)
    for place, source in enumerate(week.late, start=1):
        book.add(day_fact(f"late.{place}", f"{source.name} reaches", source.last, "Its last row."))
    return book


def _week(week: Week) -> Iterator[Fact]:
    yield day_fact("week.first", "First day of the week", week.window.first, "As the workspace’s.")
    yield day_fact("week.last", "Last day of the week", week.window.last, "Six days later.")
    yield count_fact("tests.running", "Tests that ran", len(week.ran), "Ran on a day of the week.")
    yield count_fact(
        "tests.people", "People who came to tests", week.people,
        "Of each test’s primary metric, added up over the week.",
    )  # fmt: skip
    for name, label, found in (
        ("started", "Tests that began", week.started),
        ("decided", "Tests that were decided", week.decided),
    ):
        yield count_fact(f"tests.{name}", label, len(found), "With a day in the week.")
    yield count_fact(
        "tests.ready", "Tests ready to decide", len(week.ready), "Sound, and ready by their rules."
    )
    yield count_fact(
        "tests.withheld", "Results withheld", len(week.withheld), "A health check failed."
    )
