"""What the programme screen shows: the win rate, what was learnt, and which test comes next."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from django.http import HttpRequest

from cro.advising.book import facts_of
from cro.advising.contracts import AdvisorInput
from cro.advising.ground import Finished, Ground, Weighed
from cro.advising.reading import ground_of
from cro.advising.sentences import differs, follow_up
from cro.models import Recommendation
from cro.models.experiment import Decision
from kernel.core.facts import Fact, FactBook
from kernel.decisions.recommendation import waiting_in
from kernel.formats import Notation, percent
from kernel.resources.rights import notation
from kernel.screens import charts, dashboards, evidence, figures, recommendations
from kernel.tenancy import clock

NEXT = 10
KINDS = ("next", "segment")
LEARNT = 20
TONES = {
    Decision.SHIP.value: "good",
    Decision.ROLLBACK.value: "bad",
    Decision.INVALID.value: "warn",
}
CELLS = ("people", "weeks", "a_year", "a_week")
WEEKS_CELL = CELLS.index("weeks")
STANDINGS = {"idea": "Idea", "queued": "Queued", "draft": "Draft test"}
Url = Callable[[Fact], str]


def page(request: HttpRequest) -> dict[str, Any]:
    """The whole page."""
    today, notes = clock.today(), notation(request)
    ground = ground_of(AdvisorInput(), today)
    book = facts_of(ground)
    url = dashboards.opener(request)
    empty = not ground.experiments and not ground.candidates
    return {
        "title": "Programme",
        "lede": _lede(ground, book, notes),
        "empty": empty,
        "tiles": [] if empty else _tiles(ground, book, notes, url),
        "next": [_next(place, one, book, notes, url)
                 for place, one in enumerate(ground.weighed[:NEXT], start=1)],
        "more": max(0, len(ground.weighed) - NEXT),
        "learnt": _learnt(ground, book, notes, url),
        "differing": [
            {
                "title": f"{one.found.segment} in “{one.finished.experiment.name}”",
                "url": f"/cro/experiments/{one.finished.experiment.pk}/",
                "text": figures.linked(f"{differs(one)} {follow_up(one)}", book, notes),
            }
            for one in ground.differing
        ],
        "assumed": not ground.prior.tests,
        **_proposed(request),
        "evidence": evidence.asked(request, book),
    }  # fmt: skip


def _proposed(request: HttpRequest) -> dict[str, Any]:
    """The proposals about tests to come; others stand on the dashboard."""
    rows = waiting_in(Recommendation)
    own = rows.filter(kind__in=KINDS)
    more = rows.count() - own.count()
    words = notation(request).count(
        more, "more about tests and leaks", "more about tests and leaks"
    )
    return {
        "recs": [recommendations.line(request, row) for row in own],
        "rest": {"label": words, "url": "/cro/recommendations/?status=pending"} if more else None,
    }


def _lede(ground: Ground, book: FactBook, notes: Notation) -> str:
    decided = int(str(book["programme.decided"].value))
    if not decided:
        return "No test is decided yet; what is learnt will stand here."
    said = notes.count(decided, "test is decided", "tests are decided")
    waiting = notes.count(len(ground.weighed), "idea waits", "ideas wait")
    return f"{said}, and {waiting} for their turn."


def _tiles(ground: Ground, book: FactBook, notes: Notation, url: Url) -> list[dict[str, Any]]:
    won = book.get("programme.win_rate")
    shown: list[dict[str, Any]] = [
        {
            "name": "Win rate",
            "value": figures.words(won, notes),
            "url": url(won),
            "note": figures.interval_words(won, notes),
        }
        if won is not None
        else {"name": "Win rate", "missing": {"text": "nothing decided", "label": "See experiments",
                                              "url": "/cro/experiments/"}}
    ]  # fmt: skip
    for name, key, note in (
        ("Decided in a year", "programme.lately", "tests with a decision"),
        ("Shipped", "programme.shipped", "since the first test"),
        ("Invalid", "programme.invalid", "data that could not be read"),
    ):
        fact = book[key]
        shown.append(
            {"name": name, "value": figures.words(fact, notes),
             "url": url(fact) if fact.rows else "", "note": note}
        )  # fmt: skip
    spread = book["programme.spread"]
    shown.append(
        {
            "name": "Effects differ by",
            "value": figures.words(spread, notes),
            "note": "assumed from the settings" if not ground.prior.tests
            else "spread of true effects, from test to test",
        }
    )  # fmt: skip
    waiting = book["programme.waiting"]
    shown.append(
        {"name": "Waiting", "value": figures.words(waiting, notes), "url": "/cro/hypotheses/",
         "note": "ideas, queued ones and drafts"}
    )  # fmt: skip
    return shown


def _next(place: int, one: Weighed, book: FactBook, notes: Notation, url: Url) -> dict[str, Any]:
    candidate = one.candidate
    path = f"/cro/hypotheses/{candidate.id}/"
    if candidate.experiment is not None:
        path = f"/cro/experiments/{candidate.experiment}/"
    cells = []
    for name in CELLS:
        fact = book.get(f"{one.key}.{name}")
        cells.append(
            {"text": figures.words(fact, notes), "url": url(fact)}
            if fact is not None
            else {"text": "unknown", "url": ""}
        )
    shows = book.get(f"{one.key}.shows")
    if shows is not None:
        cells[WEEKS_CELL]["sub"] = f"shows from {figures.words(shows, notes)}"
    return {
        "place": place,
        "title": candidate.title,
        "url": path,
        "standing": STANDINGS[candidate.standing],
        "step": candidate.step,
        "segment": candidate.segment,
        "points": notes.number(candidate.points, 1),
        "cells": cells,
        "without": one.without,
    }


def _learnt(ground: Ground, book: FactBook, notes: Notation, url: Url) -> dict[str, Any] | None:
    """The finished tests, newest first, their effects on one axis; None without any."""
    finished = ground.finished[:LEARNT]
    if not finished:
        return None
    effects = {
        one.key: charts.Effect(
            one.experiment.name,
            float(str(fact.value)),
            fact.interval.low,
            fact.interval.high,
            tone=_good(one, fact),
        )
        for one in finished
        if (fact := book.get(f"{one.key}.effect")) is not None and fact.interval is not None
    }
    drawn = charts.forest(list(effects.values())) if effects else None
    marks = dict(zip(effects, [row["svg"] for row in drawn["rows"]], strict=True)) if drawn else {}
    return {
        "axis": drawn["axis"] if drawn else "",
        "rows": [_row(one, book, notes, url, marks.get(one.key, "")) for one in finished],
        "more": max(0, len(ground.finished) - LEARNT),
    }


def _good(one: Finished, fact: Fact) -> Literal["", "good", "bad"]:
    """Whether the effect is clear, and on which side."""
    assert fact.interval is not None
    if fact.interval.low <= 0 <= fact.interval.high:
        return ""
    up = fact.interval.low > 0
    return "good" if up == (one.experiment.metric.better == "up") else "bad"


def _row(one: Finished, book: FactBook, notes: Notation, url: Url, mark: object) -> dict[str, Any]:
    row, effect = one.experiment, book.get(f"{one.key}.effect")
    ended = row.decided_on or row.stopped_on
    return {
        "title": row.name,
        "url": f"/cro/experiments/{row.pk}/",
        "day": notes.day(ended) if ended else "",
        "decision": row.get_decision_display() if row.decision else "waits",
        "tone": TONES.get(row.decision, ""),
        "reason": row.decision_reason,
        "mismatch": one.mismatch,
        "metric": row.metric.name,
        "mark": mark,
        "effect": {
            "text": percent(float(str(effect.value)), 1, plus=True),
            "between": figures.interval_words(effect, notes),
            "url": url(effect),
        }
        if effect is not None
        else None,
    }
