"""What a person reads of a run that did not finish: what happened, and what to do about it.

Pointers, exceptions and phases are for those who look after the product; they stand in the run's
events, and these sentences hold none of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kernel.core.manifest import label
from kernel.errors import CODES, KernelError


class Failure(NamedTuple):
    """``said`` is what happened, empty where the agent's own words say it; ``remedy`` what to do.

    ``is_ours`` where the faults behind it are the product's and not of what the person gave.
    """

    said: str
    remedy: str
    is_ours: bool = False


TELL = "tell whoever runs this installation, and name the run"
AGAIN = f"Try again; if it ends the same way, {TELL}."
GONE = "Somebody whose rights reach that far can start it again."

FAILURES: Mapping[str, Failure] = {
    "invalid_output": Failure(
        "What the agent wanted to say did not pass the checks, so it was held back.", AGAIN, True
    ),
    "agent_error": Failure("The work broke off by a fault of ours.", AGAIN, True),
    "attempts_exhausted": Failure("The work broke off at every attempt.", AGAIN, True),
    "no_tenant_scope": Failure("The work was stopped before it read a row.", AGAIN, True),
    "usage": Failure("The work broke off by a fault of ours.", AGAIN, True),
    "internal_error": Failure("The work broke off by a fault of ours.", AGAIN, True),
    "timed_out": Failure(
        "The work took longer than a run may take, so it was stopped.",
        "Ask for a shorter period or for less at once, then try again.",
    ),
    "cancelled": Failure("It was cancelled.", "Run it again if it is wanted."),
    "invalid_payload": Failure(
        "The agent cannot work with what it was given.", "Correct what is named, then try again."
    ),
    "conflict": Failure("", "Look at what is named, then try again."),
    "not_found": Failure("", "Look at what is named, then try again."),
    "budget_exceeded": Failure(
        "The budget for the model is used up.",
        "Raise the budget, or run it with the built-in analyst.",
    ),
    "rate_limited": Failure(
        "Too many runs were started at once.", "Wait a minute, then try again."
    ),
    "not_a_member": Failure("Who asked for it is no member here any more.", GONE),
    "role_not_allowed": Failure("Who asked for it may not run this agent any more.", GONE),
    "permission_denied": Failure("Who asked for it may not do this.", GONE),
    "module_not_enabled": Failure(
        "The module is switched off here.",
        "An owner or admin can switch it on; then start it again.",
    ),
    "key_revoked": Failure(
        "The key or webhook that asked for it is switched off.",
        "An owner or admin can make a new one.",
    ),
    "module_unavailable": Failure("The module is out of service.", AGAIN, True),
    "limits_unavailable": Failure("A part of the product was out of reach.", AGAIN, True),
    "unavailable": Failure("A part of the product was out of reach.", AGAIN, True),
    "workspace_not_found": Failure(
        "The workspace is no longer there, or no longer open to who asked for it.", GONE
    ),
    "unknown_module": Failure("This module is no longer part of the product.", AGAIN, True),
    "unknown_mode": Failure("The module no longer has this agent.", AGAIN, True),
    "unknown_function": Failure("The module no longer has this agent.", AGAIN, True),
}
"""By the code that a run ends with; any other code speaks by the words of who refused."""


def said(code: str, detail: str = "", errors: Sequence[Mapping[str, str]] = ()) -> str:
    """What happened, in plain sentences; what is wrong with a person's own input by its fields."""
    known = FAILURES.get(code)
    words = (known and known.said) or detail or f"{_title(code)}."
    if not errors or (known and known.is_ours):
        return words
    named = [f"{_place(fault.get('pointer', ''))}{fault['detail']}" for fault in errors[:10]]
    return " ".join([words, *(one for one in named if one not in words)])


def said_of(error: KernelError) -> str:
    """What happened where this was raised."""
    return said(error.code, error.detail, error.errors)


def remedy(code: str) -> str:
    """What to do about it."""
    known = FAILURES.get(code)
    return known.remedy if known else CODES[code].remedy if code in CODES else AGAIN


def _title(code: str) -> str:
    return CODES[code].title if code in CODES else "The work broke off"


def _place(pointer: str) -> str:
    """The field that a JSON pointer names, as its form does: "/stages/2/name" is "Stages 3, name".

    Empty for the whole.
    """
    parts = [part for part in pointer.split("/") if part and part not in ("payload", "payloads")]
    words: list[str] = []
    for part in parts:
        if part.isdigit() and words:
            words[-1] += f" {int(part) + 1}"
        else:
            words.append(label(part) if not words else label(part).lower())
    return f"{', '.join(words)}: " if words else ""
