"""Ship, hold, roll back or invalid: by rules that stand before any effect is seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from cro.analysis.comparisons import Basis, Comparison, goodness
from cro.analysis.health import Check

Outcome = Literal["ship", "hold", "rollback", "invalid"]
ReasonCode = Literal[
    "check_failed",
    "worse",
    "guardrail_broken",
    "too_early",
    "first_week",
    "improved",
    "guardrail_unclear",
    "no_clear_change",
    "too_few",
]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, of which variant and metric or check; empty where it is about all."""

    code: ReasonCode
    arm: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What the rules propose, which variant to ship, and every reason, the first the main one."""

    outcome: Outcome
    arm: str
    reasons: tuple[Reason, ...]


def decide(
    checks: Sequence[Check], compared: Sequence[Comparison], basis: Basis, weeks: int
) -> Decision:
    """The decision, by the first of these rules that speaks; `weeks` are whole ones with data.

    1. A failed check: invalid.
    2. Every variant has the primary metric worse or a guardrail broken: roll back.
    3. Before the planned size and whole weeks, or before one whole week: hold.
    4. A variant with the primary metric improved and every guardrail holding: ship the one whose
       interval begins highest.
    5. Anything else: hold.
    """
    failed = tuple(Reason("check_failed", "", one.name) for one in checks if one.state == "fail")
    if failed:
        return Decision("invalid", "", failed)
    arms = list(dict.fromkeys(one.arm for one in compared))
    harm = {arm: _harm(compared, arm) for arm in arms}
    if arms and all(harm.values()):
        return Decision("rollback", "", tuple(why for arm in arms for why in harm[arm]))
    if basis == "early":
        return Decision("hold", "", (Reason("too_early"),))
    if weeks < 1:
        return Decision("hold", "", (Reason("first_week"),))
    open_arms = [arm for arm in arms if not harm[arm]]
    reasons = {arm: _held_back(compared, arm) for arm in open_arms}
    ready = [arm for arm in open_arms if not reasons[arm]]
    if ready:
        best = max(ready, key=lambda arm: _lowest(compared, arm))
        return Decision("ship", best, (Reason("improved", best),))
    harmful = tuple(why for arm in arms for why in harm[arm])
    return Decision("hold", "", (*(r for arm in open_arms for r in reasons[arm]), *harmful))


def _harm(compared: Sequence[Comparison], arm: str) -> tuple[Reason, ...]:
    return tuple(
        Reason(
            "worse" if one.metric.role == "primary" else "guardrail_broken", arm, one.metric.name
        )
        for one in compared
        if one.arm == arm
        and (
            (one.metric.role == "primary" and one.verdict == "worse")
            or (one.metric.role == "guardrail" and one.verdict == "broken")
        )
    )


def _held_back(compared: Sequence[Comparison], arm: str) -> tuple[Reason, ...]:
    """Why an unharmed variant is not shipped; nothing where it may be."""
    own = [one for one in compared if one.arm == arm]
    primary = next(one for one in own if one.metric.role == "primary")
    if primary.verdict == "unknown":
        return (Reason("too_few", arm, primary.metric.name),)
    if primary.verdict != "improved":
        return (Reason("no_clear_change", arm, primary.metric.name),)
    return tuple(
        Reason("guardrail_unclear", arm, one.metric.name)
        for one in own
        if one.metric.role == "guardrail" and one.verdict != "holds"
    )


def _lowest(compared: Sequence[Comparison], arm: str) -> float:
    primary = next(one for one in compared if one.arm == arm and one.metric.role == "primary")
    interval = goodness(primary)
    assert interval is not None
    return interval.low
