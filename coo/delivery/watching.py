"""What the hourly watch takes, reads and answers: promises that are broken or nearly up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from pydantic import Field

from coo import selectors
from coo.delivery import effects, sentences
from coo.delivery.book import add_standing, standing_rows
from coo.delivery.contracts import RiskPart
from coo.delivery.output import findings_of, risk_part
from coo.delivery.proposals import proposals_of, subject_of
from coo.models import Recommendation
from coo.promises import Standing, standings
from kernel.core.computed import fact
from kernel.core.contracts import (
    AgentInput,
    AgentOutput,
    Code,
    Entity,
    Finding,
    Need,
    RunContext,
)
from kernel.core.facts import FactBook
from kernel.core.workhours import WorkHours
from kernel.decisions.agent_proposals import AgentProposal, propose_all
from kernel.decisions.recommendation import OPEN
from kernel.runs.models import AgentRun
from kernel.runs.states import RunStatus

JOB = "coo-cron-sla-watch"
WATCHED = ("breached", "warning")
MOST_TOLD = 10
"""So many promises are told of one by one; how many more there are is said in one line."""


class SlaWatchInput(AgentInput):
    """The watch looks at every promise; there is nothing to choose."""


class SlaWatchOutput(AgentOutput):
    """What is new among the promises; `standing` marks all that are broken or nearly up.

    A mark names promise, state and due time, so that each is told of once, and again where it
    gets worse or is promised anew. `at_risk` are subjects of all promises that may be broken.
    """

    standing: list[Code] = Field(default_factory=list)
    at_risk: list[Code] = Field(default_factory=list)
    risks: list[RiskPart] = Field(default_factory=list)
    proposals: list[AgentProposal] = Field(default_factory=list)


@dataclass(frozen=True)
class Watched:
    """Promises that are broken or nearly up, the marks of the last watch, and how many stand."""

    at_risk: tuple[Standing, ...]
    likely: tuple[Standing, ...]
    known: frozenset[str]
    total: int
    warning_hours: float
    today: dt.date
    hours: WorkHours

    @property
    def new(self) -> tuple[Standing, ...]:
        """Those that the last watch did not tell of."""
        return tuple(one for one in self.at_risk if mark_of(one) not in self.known)

    @property
    def told(self) -> tuple[Standing, ...]:
        """What text speaks of: the most urgent, and the most urgent of what is new."""
        return tuple(dict.fromkeys([*self.at_risk[:MOST_TOLD], *self.new[:MOST_TOLD]]))

    def own_words(self) -> list[str]:
        """Names of the workspace's own rows, which text may quote."""
        words = [word for one in self.told for word in (one.name, *one.people)]
        return [word for word in words if word]


def mark_of(standing: Standing) -> str:
    """A promise in a state: the same as long as nothing about it changes."""
    one = standing.promise
    return f"{subject_of(standing)}:{one.state}:{one.due.astimezone(dt.UTC):%Y%m%dT%H%M%S}"


def read(ctx: RunContext) -> Watched | list[Need]:
    """The promises as they stand; needs where nothing is open that has one."""
    hours = ctx.workspace.work_hours()
    found = standings(ctx.now, hours)
    if not found and not selectors.tasks().exists() and not selectors.processes().exists():
        return [
            Need(
                what="Tasks or processes",
                why="There is no promise to watch.",
                question="Will you import a list of tasks, or start a process?",
                agent="coo-ops-intake",
                rows="coo/tasks",
            )
        ]
    return Watched(
        at_risk=tuple(one for one in found if one.promise.state in WATCHED),
        likely=tuple(one for one in found if one.promise.state == "likely"),
        known=_known(),
        total=len(found),
        warning_hours=float(selectors.settings().sla_warning_hours),
        today=ctx.today,
        hours=hours,
    )


def _known() -> frozenset[str]:
    """What the last watch that came to its end had seen."""
    runs = AgentRun.objects.filter(agent=JOB, status=RunStatus.SUCCEEDED)
    last = runs.order_by("-created_at").first()
    return frozenset((last.output or {}).get("standing", ())) if last else frozenset()


def facts_of(watched: Watched) -> FactBook:
    """How many promises stand in each state, and the figures of each that is at risk."""
    book = FactBook()
    book.add(fact("sla.watched", "Promises watched", watched.total, "count",
                  "Open processes and tasks with a due time.", "coo.promises"))  # fmt: skip
    book.add(fact("sla.limit", "Warning before a breach", watched.warning_hours, "hours",
                  "From the operations settings.", "coo.promises"))  # fmt: skip
    for state, label in (("breached", "Promises broken"), ("warning", "Promises nearly up")):
        mine = [one for one in watched.at_risk if one.promise.state == state]
        book.add(fact(f"sla.{state}", label, len(mine), "count",
                      "Open processes and tasks, by working time left.",
                      "coo.analysis.sla_at_risk", rows=standing_rows(mine)))  # fmt: skip
    if len(watched.new) > MOST_TOLD:
        book.add(fact("sla.more", "New beside those told one by one",
                      len(watched.new) - MOST_TOLD, "count",
                      "Promises that are newly broken or nearly up.", "coo.promises",
                      rows=standing_rows(watched.new[MOST_TOLD:])))  # fmt: skip
    for one in watched.told:
        add_standing(book, one, watched.hours)
    return book


def output_of(watched: Watched, book: FactBook) -> SlaWatchOutput:
    """What is new in words; the rest stands as it was told of before."""
    new = list(watched.new[:MOST_TOLD])
    return SlaWatchOutput(
        summary=_summary(new, watched),
        findings=[*findings_of(new, book), *_more(watched)],
        standing=[mark_of(one) for one in watched.at_risk],
        at_risk=[subject_of(one) for one in (*watched.at_risk, *watched.likely)],
        risks=[risk_part(one) for one in new],
        proposals=proposals_of(watched.told, watched.today, watched.hours.zone),
    )


def _more(watched: Watched) -> list[Finding]:
    """One line for all that are new beyond those told one by one."""
    if len(watched.new) <= MOST_TOLD:
        return []
    return [
        Finding(
            kind="sla_more",
            title="More promises are broken or nearly up",
            text="Beside those told one by one, {fact:sla.more} more are new: broken are "
            "{fact:sla.breached} in all, nearly up {fact:sla.warning}.",
            severity="high",
            subject=f"sla:more:{watched.new[MOST_TOLD].promise.due.isoformat()}",
            facts=["sla.more", "sla.breached", "sla.warning"],
        )
    ]


def _summary(new: list[Standing], watched: Watched) -> str:
    if len(new) == 1:
        return f"{sentences.title(new[0])}{sentences.left(new[0])}. {sentences.holder(new[0])}"
    counts = "Broken: {fact:sla.breached}, nearly up: {fact:sla.warning}"
    if new:
        return f"{sentences.title(new[0])}{sentences.left(new[0])}. {counts}."
    if watched.at_risk:
        return f"Nothing new among the promises. {counts}, as told before."
    if not watched.total:
        return "Nothing that is open has a due time, so there is no promise to watch."
    if watched.total == 1:
        return "The promise that is open has more than {fact:sla.limit} left."
    return "All {fact:sla.watched} promises that are open have more than {fact:sla.limit} left."


def write(output: SlaWatchOutput, facts: FactBook) -> list[Entity]:
    """Proposals; and a line for those who read the module about what no proposal tells of."""
    before = _open_subjects()
    effects.close_kept(output.at_risk)
    entities = propose_all(Recommendation, output.proposals, facts)
    proposed = _open_subjects() - before
    effects.tell(_marked(output, proposed), facts)
    return entities


def _open_subjects() -> set[str]:
    rows = Recommendation.objects.filter(status__in=OPEN)
    return set(rows.values_list("subject", flat=True))


def _marked(output: SlaWatchOutput, proposed: Iterable[str]) -> list[Finding]:
    """The findings under their marks: a promise that gets worse is told of again."""
    marks = {mark.rsplit(":", 2)[0]: mark for mark in output.standing}
    return [
        finding.model_copy(update={"subject": marks.get(finding.subject, finding.subject)})
        for finding in output.findings
        if finding.subject not in proposed
    ]
