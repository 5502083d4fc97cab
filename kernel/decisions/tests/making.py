"""Notes, facts and proposals of the probe, for the tests of decisions."""

from __future__ import annotations

import datetime as dt

from kernel.core.facts import Fact, Interval
from kernel.decisions.proposals import Predicted, propose


def fact(value=10, low=None, high=None, **more):
    """A figure of the probe, with an interval where limits are given."""
    values = {
        "key": "total",
        "label": "Total",
        "value": value,
        "unit": "count",
        "function": "probe.functions.adder.total",
        "version": "1",
        "input_hash": "0" * 64,
        "formula": "the sum",
        "interval": None if low is None else Interval(low, high, 0.95),
    }
    return Fact(**(values | more))


def note(total=1, text="Till"):
    from probe.models import ProbeNote

    return ProbeNote.objects.create(text=text, total=total)


def proposal(target, total=5, **more):
    """Propose to set a note's total; answers what became of it."""
    from probe.models import ProbeRecommendation

    values = {
        "kind": "wrong_total",
        "subject": str(target.pk),
        "title": "Set the total",
        "rationale": "It says {fact:total}.",
        "severity": "medium",
        "evidence": [fact()],
        "action_kind": "probe.set_total",
        "action_args": {"note": str(target.pk), "total": total},
        "effort": 1,
        "priority": 3.5,
        "predicted": Predicted("total", "total", dt.date(2030, 1, 1), exact=True),
    }
    return propose(ProbeRecommendation, **(values | more))
