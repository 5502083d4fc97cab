"""The built-in analyst's words for an intake, in references and the workspace's names."""

from __future__ import annotations

from cro.analysis.steps import EVERYBODY
from cro.intake.ground import Gap, Ground, Share
from kernel.core.contracts import Need
from kernel.core.facts import FactBook

NAMED = 3


def summary(ground: Ground, book: FactBook) -> str:
    """What comes in, what was drafted, and what is out of order."""
    parts = []
    whole = [one for one in ground.bases if one.base.segment == EVERYBODY]
    if whole:
        first, last = whole[0], whole[-1]
        parts.append(
            f"{{fact:{first.key}.weekly}} people a week come to “{first.base.step}”, and "
            f"{{fact:{last.key}.rate}} of those at “{last.base.step}” go on."
        )
    elif not len(ground.steps.rows):
        parts.append("No step has a count yet.")
    else:
        parts.append("The steps have too few days of counts for a baseline.")
    if ground.new_metrics:
        names = listed([one.name for one in ground.new_metrics[:NAMED]])
        parts.append(f"{{fact:counts.new_metrics}} metrics are drafted, such as {names}.")
    if ground.new_segments:
        names = listed([one.name for one in ground.new_segments[:NAMED]])
        parts.append(f"Drafted as segments: {names}.")
    for metric in ground.metric_bases[:NAMED]:
        parts.append(
            f"{metric.metric.name} starts from {{fact:{metric.key}.baseline}}, the control of "
            f"“{metric.measured.experiment.name}”."
        )
    if ground.late_days:
        parts.append("The counts end on {fact:period.last}; nothing newer is here.")
    if not ground.gaps and not ground.late_days and whole:
        parts.append("No day is missing.")
    return " ".join(parts)


def share_differs(share: Share) -> str:
    """A segment whose stored share is not the counted one."""
    name, key = share.segment.name, share.key
    if share.segment.share is None:
        return f"{name} has no share yet; the counts give {{fact:{key}.share}}."
    return f"{name} is stored with {{fact:{key}.stored}}; the counts give {{fact:{key}.share}}."


def days_missing(gap: Gap) -> str:
    """A step without counts on some days."""
    return (
        f"“{gap.step}” has no count on {{fact:{gap.key}.missing}} on which other steps do. "
        "Import these days again, or its rate is that of the others."
    )


def late() -> str:
    """Counts that end long before today."""
    return "The newest count is from {fact:period.last}. Import what came since."


def questions(ground: Ground) -> list[Need]:
    """What only a person knows."""
    asked = []
    if not len(ground.steps.rows):
        asked.append(
            Need(
                what="Daily counts of each step",
                why="They say how much traffic a test can have.",
                question="Will you import step counts?",
                rows="cro/step-counts",
            )
        )
    if not ground.guarded:
        asked.append(
            Need(
                what="A metric that guards tests",
                why="A winner should not cost more elsewhere than you accept.",
                question="Which metric may not get worse, and by how much at most?",
                rows="cro/metric-definitions",
                field="metrics",
            )
        )
    if not ground.segments and not ground.said_segments:
        asked.append(
            Need(
                what="Segments",
                why="People differ, and a leak may be that of some.",
                question="Which groups do you tell apart, such as phones and computers?",
                rows="cro/segments",
                field="segments",
            )
        )
    return asked


def defaults(ground: Ground) -> list[str]:
    """What the run took for granted."""
    said = []
    if ground.last is not None:
        said.append("Baselines are those of {fact:period.days} up to {fact:period.last}.")
    if ground.new_metrics:
        said.append("Steps get a metric of their name: the part of people who go on.")
    return said


def listed(names: list[str]) -> str:
    """Names in a row: a, b and c."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
