"""The built-in analyst's words: what each experiment shows, and why that is decided."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from cro.analysis.comparisons import Comparison
from cro.analysis.decisions import Reason
from cro.analysis.health import Check
from cro.analysis.judgement import Judgement
from cro.judging.ground import Case, Ground, Measure
from kernel.core.fact_keys import key_part
from kernel.core.facts import FactBook

ACTS = {"ship": "Ship", "hold": "Hold", "rollback": "Roll back", "invalid": "Withhold"}
FEW_SAID = 3
UNGUARDED = "It guards no other metric."
SMALLER = "The effect may be smaller than it looks now; winners usually are."


@dataclass(frozen=True, slots=True)
class Said:
    """An experiment in words: an order, what was seen, and what it means."""

    title: str
    lead: str
    rest: str = ""

    @property
    def text(self) -> str:
        """All of it."""
        return f"{self.lead} {self.rest}".strip()


def say(case: Case) -> Said:
    """What an experiment shows, and what its rules propose."""
    found = case.judgement
    if found is None:
        return Said(f"{case.name} cannot be judged", case.refusal)
    said = TELLERS[found.decision.outcome](case, found)
    if found.decision.outcome == "invalid" or not is_late(found):
        return said
    return replace(said, rest=f"{said.rest} {_ended(case)}".strip())


def is_late(found: Judgement) -> bool:
    """Whether a running experiment's newest row is of days ago."""
    return any(check.name == "fresh" and check.state == "open" for check in found.checks)


def _ended(case: Case) -> str:
    return (
        f"No row of {case.name} is newer than {_fact(case, 'last')}: look whether it still runs "
        "before you decide."
    )


def _invalid(case: Case, found: Judgement) -> Said:
    return Said(
        f"Record {case.name} as invalid: a check of its people failed",
        f"The result of {case.name} is withheld. {cause(case, found)}",
        "No effect is computed.",
    )


def cause(case: Case, found: Judgement) -> str:
    """What failed, and where to look."""
    failed = [check for check in found.checks if check.state == "fail"]
    return " ".join(_failed(case, check) for check in failed)


def _where(case: Case) -> str:
    """Where to look first: at the segment whose own split is off most, if there is such."""
    part = case.lossy_part
    if part is None:
        return "Look at redirects, at late loading and at bots first."
    people = [_fact(case, "lossy", key_part(arm.key)) for arm in case.arms]
    return (
        f"It is off most in {part.name}, with {_and(people)} people: look at what differs there "
        "first, such as a redirect or late loading."
    )


def _failed(case: Case, check: Check) -> str:
    if check.name == "split":
        came = [
            f"{_fact(case, 'arm', key_part(arm.key), 'people')} people with "
            f"{case.shown[arm.key].name}"
            for arm in case.arms
        ]
        planned = [_fact(case, "arm", key_part(arm.key), "planned") for arm in case.arms]
        return (
            f"{_and(came)} came where {_and(planned)} were planned. "
            f"Something loses people of {case.name} on their way, or counts them again. "
            f"{_where(case)}"
        )
    if check.name == "before":
        return (
            f"The groups of {case.name} differed before it began. Look at how people are assigned."
        )
    return (
        f"{_fact(case, 'several')} people of {case.name} saw several variants, "
        f"{_fact(case, 'several_share')} of all. Look at how the assignment is remembered."
    )


def _ship(case: Case, found: Judgement) -> Said:
    best = case.best()
    assert best is not None
    shown = case.shown[best.arm].name
    parts = [_moved(case, best)]
    if best.metric.kind != "ratio":
        parts.append(_worth(case, best))
    guards = [one for one in found.of("guardrail") if one.arm == best.arm]
    kept = _and([one.metric.name for one in guards])
    rest = f"{kept} stayed within what was accepted." if guards else UNGUARDED
    return Said(f"Ship {shown} of {case.name}", " ".join(parts), f"{rest} {SMALLER}")


def said_once(said: Sequence[Said]) -> list[Said]:
    """What holds of every winner alike stands with the first of them."""
    found, known = [], set()
    for words in said:
        rest = words.rest
        for sentence in (UNGUARDED, SMALLER):
            if sentence in rest and sentence in known:
                rest = " ".join(rest.replace(sentence, "").split())
            elif sentence in rest:
                known.add(sentence)
        found.append(replace(words, rest=rest))
    return found


def _rollback(case: Case, found: Judgement) -> Said:
    whys = [_harmed(case, found, reason) for reason in found.decision.reasons[:FEW_SAID]]
    return Said(
        f"Roll back {case.name}",
        " ".join(whys),
        f"{case.control.name} is the better of what was shown.",
    )


def _harmed(case: Case, found: Judgement, reason: Reason) -> str:
    one = _comparison(found, reason)
    if reason.code == "worse":
        return _moved(case, one)
    key = case.comparison_key(one)
    return (
        f"{one.metric.name} got worse with {case.shown[one.arm].name} by more than the accepted "
        f"{{fact:{key}.margin}}: {{fact:{key}.lift}}, between {{fact:{key}.low}} and "
        f"{{fact:{key}.high}}."
    )


def _hold(case: Case, found: Judgement) -> Said:
    reasons = found.decision.reasons
    whys = [HELD[reason.code](case, found, reason) for reason in reasons[:FEW_SAID]]
    waits = case.standing == "running" and found.reading.ready_on is None
    early = waits or (bool(reasons) and reasons[0].code in ("too_early", "first_week"))
    title = f"Let {case.name} run" if early else f"Hold {case.name}"
    return Said(title, " ".join(whys))


def _too_early(case: Case, found: Judgement, reason: Reason) -> str:
    said = (
        f"{_fact(case, 'people')} of {_fact(case, 'planned')} people have come to {case.name} "
        f"by {_fact(case, 'last')}."
    )
    if case.standing == "stopped":
        return (
            f"{said} It was stopped before its planned size, so only always-valid intervals hold."
        )
    return f"{said} It is decided at the planned size and the end of a whole week."


def _first_week(case: Case, found: Judgement, reason: Reason) -> str:
    return f"{case.name} has not run for a whole week yet, and weekdays differ."


def _no_change(case: Case, found: Judgement, reason: Reason) -> str:
    one = _comparison(found, reason)
    key = case.comparison_key(one)
    said = f"{one.metric.name} shows no clear change with {case.shown[one.arm].name}"
    if one.relative is None:
        return f"{said}: {{fact:{key}.difference}}."
    said = f"{said}: between {{fact:{key}.low}} and {{fact:{key}.high}}.{_belief(case, one)}"
    best = max(
        one.relative.interval.low * one.metric.sign, one.relative.interval.high * one.metric.sign
    )
    if case.minimum_effect is not None and best < case.minimum_effect:
        return f"{said} The {_fact(case, 'minimum')} that it was planned for is ruled out."
    return said


def _too_few(case: Case, found: Judgement, reason: Reason) -> str:
    whole = next(series for series in case.series if series.metric.name == reason.subject)
    if not any(day.totals.sum for day in whole.days):
        return (
            f"{_fact(case, 'people')} people have come to {case.name}, and {reason.subject} counts "
            "nothing of any of them. Look whether its event still arrives."
        )
    return (
        f"{_fact(case, 'people')} people have come to {case.name}, and {reason.subject} counts too "
        "few of them to say anything in percent."
    )


def _unclear(case: Case, found: Judgement, reason: Reason) -> str:
    one = _comparison(found, reason)
    key = case.comparison_key(one)
    if one.relative is None:
        return f"It is not known whether {one.metric.name} holds with {case.shown[one.arm].name}."
    end = "low" if one.metric.better == "up" else "high"
    return (
        f"{one.metric.name} may have lost more than the accepted {{fact:{key}.margin}} with "
        f"{case.shown[one.arm].name}: its interval reaches {{fact:{key}.{end}}}."
    )


def late(case: Case) -> Said:
    """A running experiment whose data stays away."""
    return Said(
        f"No new results of {case.name}",
        f"The newest row of {case.name} is of {_fact(case, 'last')}.",
        "Look whether its import or its event still runs.",
    )


Teller = Callable[[Case, Judgement], Said]
Held = Callable[[Case, Judgement, Reason], str]
TELLERS: dict[str, Teller] = {
    "invalid": _invalid,
    "ship": _ship,
    "rollback": _rollback,
    "hold": _hold,
}
HELD: dict[str, Held] = {
    "too_early": _too_early,
    "first_week": _first_week,
    "no_clear_change": _no_change,
    "too_few": _too_few,
    "guardrail_unclear": _unclear,
    "worse": lambda case, found, reason: _harmed(case, found, reason),
    "guardrail_broken": lambda case, found, reason: _harmed(case, found, reason),
}


def _moved(case: Case, one: Comparison) -> str:
    key = case.comparison_key(one)
    said = (
        f"{one.metric.name} is {{fact:{key}.variant}} with {case.shown[one.arm].name} instead of "
        f"{{fact:{key}.control}} with {case.control.name}"
    )
    if one.relative is None:
        return f"{said}."
    said += (
        f", a relative effect of {{fact:{key}.lift}}, most likely between {{fact:{key}.low}} and "
        f"{{fact:{key}.high}}."
    )
    return f"{said}{_belief(case, one)}"


def _belief(case: Case, one: Comparison) -> str:
    """What a Bayesian plan decides by, beside the limits that it fixed."""
    if case.rules.method != "bayesian" or one.belief is None or one.relative is None:
        return ""
    key = case.comparison_key(one)
    return (
        f" The chance that {case.shown[one.arm].name} is better is {{fact:{key}.chance}}, where "
        f"{_fact(case, 'chance_to_ship')} is asked, and shipping it is expected to lose "
        f"{{fact:{key}.risk}}, where {_fact(case, 'risk_limit')} is accepted."
    )


def _worth(case: Case, one: Comparison) -> str:
    measure = case.measures[one.metric.name]
    what = "" if measure.currency else f" {_counted(one, measure)}"
    return (
        f"At the traffic of {case.name} that is a change of {_fact(case, 'month')}{what} a month, "
        f"between {_fact(case, 'month_low')} and {_fact(case, 'month_high')}."
    )


def _counted(one: Comparison, measure: Measure) -> str:
    """What a change is counted in: of a proportion people, else the metric's unit."""
    plain = "people" if one.metric.kind == "proportion" else f"of {measure.name}"
    return measure.unit or plain


def summary(ground: Ground, book: FactBook, said: list[Said]) -> str:
    """Withheld results first, then what may be decided; quiet is a result too."""
    order = ("invalid", "rollback", "ship")
    told = [
        words.lead
        for outcome in order
        for case, words in zip(ground.cases, said, strict=True)
        if case.judgement is not None and case.judgement.decision.outcome == outcome
    ]
    held = [
        words
        for case, words in zip(ground.cases, said, strict=True)
        if case.judgement is None or case.judgement.decision.outcome == "hold"
    ]
    if not told:
        return " ".join(words.text for words in held[:FEW_SAID])
    rest = ["More below may be decided as well."] if len(told) > FEW_SAID else []
    if held:
        others = ["others"] if len(held) > FEW_SAID else []
        first, *later = [words.title for words in held[:FEW_SAID]]
        rest.append(f"{_and([first, *(f'{t[:1].lower()}{t[1:]}' for t in later), *others])}.")
    return " ".join([*told[:FEW_SAID], *rest])


def defaults(ground: Ground) -> list[str]:
    """What the run took for granted, in words."""
    said = []
    if ground.unnamed:
        said.append("No experiment is named in these words by its whole name.")
    if not ground.asked:
        said.append("Judged is every experiment that runs or waits for its decision.")
    if ground.drafts:
        said.append("Experiments without a daily result were left out.")
    unguarded = [
        case.name
        for case in ground.cases
        if case.judgement is not None
        and case.judgement.decision.outcome == "ship"
        and not case.judgement.of("guardrail")
    ]
    if len(unguarded) > 1:
        said.append(f"Nothing is guarded in {_and(unguarded)}: the primary metric alone decides.")
    unfixed = [case.name for case in ground.cases if case.rules.planned is None]
    if unfixed:
        said.append(
            f"No size was fixed before {_and(unfixed)} began, so intervals are always valid."
        )
    return said


def _comparison(found: Judgement, reason: Reason) -> Comparison:
    return next(
        one
        for one in found.comparisons
        if (one.arm, one.metric.name) == (reason.arm, reason.subject)
    )


def _fact(case: Case, *parts: str) -> str:
    return f"{{fact:{'.'.join([case.key, *parts])}}}"


def _and(parts: list[str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"
