"""The map of a process as a picture: what cases usually do, and where they wait."""

from __future__ import annotations

from coo.analysis.flows import Activity, Arc
from coo.mining.ground import Flowing
from kernel.formats import Notation
from kernel.screens import charts

MOST_ACTIVITIES = 24
MOST_ARCS = 42
RARE = 0.02
"""Ways that fewer of the cases took are left to the table, unless an activity has no other."""


def drawn_map(flow: Flowing, notes: Notation) -> charts.Chart | None:
    """The most frequent activities and the ways between them; the table holds every way."""
    activities = flow.flow.activities[:MOST_ACTIVITIES]
    if not activities:
        return None
    known = {one.name for one in activities}
    arcs = shown_arcs([arc for arc in flow.flow.arcs if {arc.source, arc.target} <= known],
                      flow.flow.cases)  # fmt: skip
    slow = flow.culprit.activity if flow.culprit else ""
    cut = len(flow.flow.arcs) - len(arcs)
    rest = f", without {notes.count(cut, 'rare way')}" if cut else ""
    held = f" Cases wait longest for {slow}." if slow else ""
    return charts.graph(
        [_node(one, slow, notes) for one in _in_order(activities, flow)],
        [_link(arc, slow, notes) for arc in arcs],
        finding=f"How {notes.count(flow.flow.cases, 'case')} went through {flow.name}{rest}.{held}",
        table=charts.Table(
            "Ways from activity to activity",
            ["From", "To", "Times", "Wait, work hours", "Wait, calendar hours"],
            [
                [arc.source, arc.target, notes.number(arc.count), notes.number(arc.median, 1),
                 notes.number(arc.calendar, 1)]
                for arc in flow.flow.arcs
            ],
        ),
    )  # fmt: skip


def shown_arcs(arcs: list[Arc], cases: int) -> list[Arc]:
    """Ways that many cases took, and each activity's most frequent way in and out."""
    kept = {(arc.source, arc.target): arc for arc in arcs[:MOST_ARCS] if arc.count >= RARE * cases}
    for names in ({arc.source for arc in arcs}, {arc.target for arc in arcs}):
        for name in sorted(names):
            out = next((arc for arc in arcs if name == arc.source), None)
            into = next((arc for arc in arcs if name == arc.target), None)
            kept |= {(arc.source, arc.target): arc for arc in (out, into) if arc is not None}
    return [arc for arc in arcs if (arc.source, arc.target) in kept]


def _in_order(activities: tuple[Activity, ...], flow: Flowing) -> list[Activity]:
    """As the most frequent way has them, so that the picture follows it."""
    way = flow.ways[0].activities if flow.ways else ()
    place = {name: n for n, name in reversed([*enumerate(way)])}
    return sorted(activities, key=lambda one: (place.get(one.name, len(way)), -one.first))


def _node(one: Activity, slow: str, notes: Notation) -> charts.Node:
    lines = [notes.count(one.count, "time")]
    if one.hours is not None:
        lines.append(f"{notes.number(one.hours, 1)} h inside")
    return charts.Node(one.name, one.name, lines, "warn" if one.name == slow else "")


def _link(arc: Arc, slow: str, notes: Notation) -> charts.Link:
    words = f"{notes.number(arc.count)} · {notes.number(arc.median, 1)} h"
    if arc.target == slow and arc.source != slow:
        return charts.Link(arc.source, arc.target, words, arc.count, "warn")
    return charts.Link(arc.source, arc.target, words, arc.count)
