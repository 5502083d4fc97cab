"""The daily look at what runs: broken splits, harm, reached sizes and data that stays away."""

from __future__ import annotations

from cro.judging import sentences
from cro.judging.contracts import CaseFinding, JudgeOutput
from cro.judging.ground import Case, Ground
from cro.judging.output import output_of
from cro.judging.proposals import is_ripe
from kernel.core.facts import FactBook

QUIET = "Nothing runs, so there is nothing to watch."
SOUND = "No experiment needs anybody today."


def watch(ground: Ground, book: FactBook) -> JudgeOutput:
    """The analyst's answer with only the findings that somebody should hear of."""
    whole = output_of(ground, book)
    by_key = {case.key: case for case in ground.cases}
    told = [one for one in whole.findings if _worth_telling(by_key[one.key])]
    late = [_late(case) for case in ground.cases if _is_late(case)]
    summary = whole.summary if told else SOUND
    return whole.model_copy(
        update={
            "findings": [*(_named(one) for one in told), *late],
            "summary": summary if ground.cases else QUIET,
            "defaults": [],
        }
    )


def _worth_telling(case: Case) -> bool:
    return case.judgement is not None and is_ripe(case, case.judgement)


def _named(one: CaseFinding) -> CaseFinding:
    """Somebody is told once of each turn that an experiment takes."""
    severity = "medium" if one.severity == "low" else one.severity
    subject = f"{one.subject}:{one.kind.removeprefix('experiment_')}"
    return one.model_copy(update={"subject": subject, "severity": severity})


def _is_late(case: Case) -> bool:
    found = case.judgement
    return found is not None and any(
        check.name == "fresh" and check.state == "open" for check in found.checks
    )


def _late(case: Case) -> CaseFinding:
    assert case.judgement is not None
    said = sentences.late(case)
    return CaseFinding(
        kind="experiment_late",
        key=case.key,
        subject=f"experiment:{case.id}:late:{case.judgement.reading.last.isoformat()}",
        title=said.title,
        text=said.text,
        severity="medium",
        facts=[f"{case.key}.last"],
    )
