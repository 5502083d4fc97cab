"""The built-in analyst's words for the programme, in references and the workspace's names."""

from __future__ import annotations

from cro.advising.ground import Differing, Ground, Weighed
from kernel.core.contracts import Need
from kernel.core.facts import FactBook


def summary(ground: Ground, book: FactBook) -> str:
    """What to test next, what was learnt, and who differs."""
    parts = []
    first = ground.weighed[0] if ground.weighed else None
    if first is not None and first.worth is not None:
        parts.append(f"Test “{first.candidate.title}” next: {because(first)}")
    elif ground.weighed:
        parts.append("No idea can be weighed: their steps have no counts.")
    else:
        parts.append("No idea waits to be tested.")
    if "programme.win_rate" in book:
        parts.append(
            "{fact:programme.decided} tests are decided and {fact:programme.shipped} shipped, "
            "a win rate of {fact:programme.win_rate}."
        )
    else:
        parts.append("Nothing is decided yet.")
    parts += [differs(one) for one in ground.differing[:1]]
    return " ".join(parts)


def because(one: Weighed) -> str:
    """Why a test comes where it comes."""
    key = one.key
    weeks = "week" if one.worth is not None and one.worth.weeks == 1 else "weeks"
    if one.shows is not None:
        return (
            f"at “{one.candidate.step}” it may run {{fact:{key}.weeks}} {weeks}, and shows effects "
            f"from {{fact:{key}.shows}} in them, not the {{fact:{key}.smallest}} of the settings; "
            f"for each week {{fact:{key}.a_week}} more outcomes a year are expected."
        )
    return (
        f"at “{one.candidate.step}” it takes {{fact:{key}.weeks}} {weeks}, and for each week "
        f"{{fact:{key}.a_week}} more outcomes a year are expected."
    )


def differs(one: Differing) -> str:
    """A segment in which a variant did something else."""
    key, found = one.key, one.found
    return (
        f"In “{one.finished.experiment.name}” the effect on {found.segment} was "
        f"{{fact:{key}.inside}}, elsewhere {{fact:{key}.outside}}."
    )


def follow_up(one: Differing) -> str:
    """What to do about it."""
    return f"Test it again on {one.found.segment} alone before anybody ships it there only."


def follow_up_words(one: Differing) -> tuple[str, str, str, str]:
    """Title, because, we believe and will of the further test; they hold no figure."""
    name, segment = one.finished.experiment.name, one.found.segment
    metric = one.finished.experiment.metric.name
    more = "did more" if one.better else "did less"
    change = "the same change" if one.better else "leaving the change out"
    return (
        f"{name}, for {segment} alone"[:200],
        f"“{name}” {more} for {segment} than for the others.",
        f"{change} for {segment} alone",
        f"move {metric} there",
    )


def questions(ground: Ground) -> list[Need]:
    """What would make the order better."""
    asked = []
    if not len(ground.steps.rows):
        asked.append(
            Need(
                what="Daily counts of each step",
                why="A test is weighed against the traffic that it takes.",
                question="Will you import step counts?",
                agent="cro-metric-intake",
                rows="cro/step-counts",
            )
        )
    if not ground.candidates:
        asked.append(
            Need(
                what="Ideas",
                why="There is nothing to test next.",
                agent="cro-hypothesis-generator",
                rows="cro/hypotheses",
            )
        )
    nameless = [one.candidate.title for one in ground.weighed if not one.candidate.step]
    if nameless:
        asked.append(
            Need(
                what=f"The step of “{nameless[0]}”",
                why="Without it nobody knows the people of a test.",
                question="At which step do people see it?",
                rows="cro/hypotheses",
            )
        )
    return asked


def defaults(ground: Ground) -> list[str]:
    """What the run took for granted."""
    said = []
    if ground.prior.tests:
        said.append("What effects are like comes from {fact:programme.known} finished effects.")
    else:
        said.append("Too few tests are finished, so the spread of effects is assumed.")
    if any(one.mismatch for one in ground.finished):
        names = [one.experiment.name for one in ground.finished if one.mismatch]
        said.append(f"Left out for their uneven split: {', '.join(names[:5])}.")
    if ground.now is not None:
        said.append("Traffic is that of the weeks up to {fact:period.last}.")
    return said
