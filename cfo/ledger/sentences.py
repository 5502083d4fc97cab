"""The built-in analyst's words for an intake, in references and the workspace's names."""

from __future__ import annotations

from collections.abc import Iterator

from cfo.ledger.ground import Checked, Ground, Suggested
from kernel.core.contracts import Need
from kernel.core.facts import FactBook


def summary(ground: Ground, book: FactBook) -> str:
    """What was put in order, what waits, and whether the accounts agree."""
    parts = list(_done(ground, book))
    if not parts:
        parts.append("No rule and no pair decides anything that waits.")
    if ground.left:
        parts.append("{fact:lines.left} lines wait for a person.")
        if ground.suggested:
            payees = _listed([one.payee for one in ground.suggested[:3]])
            parts.append(f"Earlier lines say where those of {payees} belong.")
    else:
        parts.append("No line waits any more.")
    parts += _accounts(ground)
    return " ".join(parts)


def _done(ground: Ground, book: FactBook) -> Iterator[str]:
    if book["lines.filed"].value:
        names = _listed([one.category for one in ground.filed[:3]])
        yield f"Rules file {{fact:lines.filed}} lines, most under {names}."
    if book["pairs.certain"].value:
        yield "{fact:pairs.certain} transfers are paired."


def _accounts(ground: Ground) -> list[str]:
    differing = [one for one in ground.checked if one.found.difference]
    if differing:
        return [
            f"{one.held.name} differs from its bank by {{fact:{one.key}.difference}}."
            for one in differing[:3]
        ]
    stated = [one for one in ground.checked if one.held.stated is not None]
    if stated and len(stated) == len(ground.checked):
        names = _listed([one.held.name for one in stated[:5]])
        return [f"{names} agree with the bank." if len(stated) > 1 else f"{names} agrees with it."]
    return []


def _listed(names: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def differs(one: Checked) -> str:
    """An account whose lines do not make the bank's balance."""
    name, key = one.held.name, one.key
    return (
        f"{name} has {{fact:{key}.computed}} by its lines, {{fact:{key}.stated}} by the bank. "
        "A statement may be missing, or the opening balance wrong."
    )


def missing(one: Checked) -> str:
    """Months of an account that have no line."""
    return (
        f"{one.held.name} has no line in {{fact:{one.key}.missing}} months, the first from "
        f"{{fact:{one.key}.missing_from}} on."
    )


def alone() -> str:
    """Lines called a transfer whose other line is not here."""
    return "The statement of the other account may be missing."


def because(one: Suggested) -> str:
    """Why a payee's lines could be of a category."""
    return (
        f"{{fact:{one.key}.agree}} of {{fact:{one.key}.of}} earlier lines of {one.payee} are "
        f"filed under {one.found.category}."
    )


def questions(ground: Ground) -> list[Need]:
    """What only a person knows: the bank's balance where nobody has said it."""
    return [
        Need(
            what=f"The bank's balance of {one.held.name}",
            why="Without it nobody sees whether a line is missing.",
            question=f"What does the bank say that {one.held.name} holds, and on which day?",
        )
        for one in ground.checked
        if one.held.stated is None
    ][:5]


def defaults(ground: Ground) -> list[str]:
    """What the run took for granted."""
    said = []
    if not ground.rules:
        said.append("There are no rules yet; each one files its lines from then on.")
    if not ground.ledger.categories:
        said.append("There are no categories yet; begin with the usual ones under Transactions.")
    if ground.payload.since:
        said.append("Older lines were left alone.")
    return said
