"""What stands above the list of segments: their traffic, their way, and where they differ."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from cro import selectors
from cro.advising.book import facts_of as facts_of_programme
from cro.advising.contracts import AdvisorInput
from cro.advising.reading import ground_of
from cro.advising.sentences import differs, follow_up
from cro.analysis import segment_gaps, step_baseline, traffic_share
from cro.analysis.steps import EVERYBODY, Baseline
from cro.figures import both_columns, fact, step_rows
from cro.models import Segment
from cro.selectors import PRESENT_DAYS, Steps
from kernel.core.fact_keys import fact_key, told_apart
from kernel.core.facts import Fact, FactBook
from kernel.core.windows import Window
from kernel.formats import Notation
from kernel.resources.rights import notation
from kernel.screens import evidence, figures
from kernel.statistics.values import AnalysisError, NotEnoughDataError
from kernel.tenancy import clock

Url = Callable[[Fact], str]


def page(request: HttpRequest) -> dict[str, Any]:
    """A row a segment with its share and its rate at each step; nothing without a segment."""
    segments = list(Segment.objects.order_by("name"))
    if not segments:
        return {}
    notes, today, counts = notation(request), clock.today(), selectors.steps()
    book = FactBook()
    last = counts.rows.last_day(today)
    window = Window.ending(last, PRESENT_DAYS) if last else None
    ground = ground_of(AdvisorInput(), today)
    programme = facts_of_programme(ground)
    behind = (
        {(one.step, one.segment) for one in segment_gaps(counts.rows, window)} if window else set()
    )
    steps = counts.rows.steps() if counts.rows.segments() else ()
    names = [EVERYBODY, *(one.name for one in segments)]
    keys = told_apart([fact_key("part", name or "everybody") for name in names])
    shown = dict(zip(names, keys, strict=True))
    rows = [_row(name, shown[name], counts, window, steps, behind, book, notes) for name in names]
    return {
        "steps": steps,
        "parts": rows,
        "lagging": [
            (one["name"], step) for step in steps for one in rows if (step, one["name"]) in behind
        ],
        "days": notes.day_range(window.first, window.last) if window else "",
        "differing": [
            {
                "title": f"{one.found.segment} in “{one.finished.experiment.name}”",
                "url": f"/cro/experiments/{one.finished.experiment.pk}/",
                "text": figures.linked(f"{differs(one)} {follow_up(one)}", programme, notes),
            }
            for one in ground.differing
        ],
        "evidence": evidence.asked(request, FactBook(dict(programme.facts) | dict(book.facts))),
    }


def lede(above: dict[str, Any], notes: Notation) -> str:
    """Who falls behind where, in a sentence; nothing without counts by segment."""
    if not above or not above["steps"]:
        return ""
    if not above["lagging"]:
        return "No segment goes on less often than the others."
    name, step = above["lagging"][0]
    said = f"{name} goes on less often than the others at {step}"
    if len(above["lagging"]) == 1:
        return f"{said}."
    places = notes.number(len(above["lagging"]))
    return f"{said}, the first of {places} such places."


def _row(
    name: str,
    key: str,
    counts: Steps,
    window: Window | None,
    steps: tuple[str, ...],
    behind: set[tuple[str, str]],
    book: FactBook,
    notes: Notation,
) -> dict[str, Any]:
    cells = []
    for step in steps:
        base = _base(counts, step, name, window)
        if base is None or window is None:
            cells.append({"text": "no counts", "url": "", "between": "", "behind": False})
            continue
        made = book.add(
            fact(
                fact_key(key, step), f"Goes on at {step}, {name or 'everybody'}", base.rate,
                "fraction", "Those who went on, divided by those who entered.",
                "cro.analysis.step_baseline",
                rows=both_columns(counts.rows, counts.segments, window, step, name),
                period=(window.first, window.last),
            )
        )  # fmt: skip
        cells.append(
            {
                "text": figures.words(made, notes),
                "url": figures.evidence_url(made),
                "between": figures.interval_words(made, notes),
                "behind": (step, name) in behind,
            }
        )
    return {
        "name": name or "Everybody",
        "share": _share(name, key, counts, window, book, notes) if name else None,
        "cells": cells,
    }


def _share(
    name: str, key: str, counts: Steps, window: Window | None, book: FactBook, notes: Notation
) -> dict[str, str]:
    if window is None:
        return {"text": "not counted", "url": ""}
    try:
        share = traffic_share(counts.rows, name, window)
    except (NotEnoughDataError, AnalysisError):
        return {"text": "not counted", "url": ""}
    first = counts.rows.steps()[0]
    made = book.add(
        fact(
            f"{key}.share", f"Share of traffic, {name}", share, "fraction",
            "Its people at the first step, divided by everybody's.", "cro.analysis.traffic_share",
            rows=tuple(
                step_rows(counts.rows.evidence("entered", window, first, part), counts.segments)
                for part in (name, EVERYBODY)
            ),
            period=(window.first, window.last),
        )
    )  # fmt: skip
    return {"text": figures.words(made, notes), "url": figures.evidence_url(made)}


def _base(counts: Steps, step: str, name: str, window: Window | None) -> Baseline | None:
    if window is None:
        return None
    try:
        return step_baseline(counts.rows, step, name, window)
    except NotEnoughDataError:
        return None
