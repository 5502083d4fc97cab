"""One draft from the configured model: asked once, repaired once, else the built-in text stands."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Generic, TypeVar, cast
from uuid import UUID

from pydantic import BaseModel

from kernel.core import prompts
from kernel.core.prompts import Rendered
from kernel.gateway import engine
from kernel.gateway.screening import ANSWER_LIMIT, Check, Fault, judge

log = logging.getLogger("ubigrowth.gateway")

DraftT = TypeVar("DraftT", bound=BaseModel)
MAX_TRIES = 2
_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class DraftResult(Generic[DraftT]):
    """What came back.

    ``draft`` is None where no model is configured, the call failed, or the answer was
    refused twice; ``problems`` then says why, each ``{pointer, code, detail}``. ``tokens``
    are those of all tries, ``cost`` is in US dollars or None where no price is known,
    ``tries`` counts the calls whose answer was judged.
    """

    draft: DraftT | None
    model: str = ""
    tokens: int = 0
    cost: Decimal | None = None
    tries: int = 0
    problems: list[Fault] = field(default_factory=list)
    duration_ms: int = 0


def draft(
    prompt: Rendered,
    draft_type: type[DraftT],
    *,
    run_id: UUID | str,
    tenant_id: UUID | str,
    check: Check | None = None,
    watch: Callable[[], None] | None = None,
    only: str = "",
) -> DraftResult[DraftT]:
    """Ask the model for one ``draft_type``; ``prompt.text`` is the system message as it stands.

    ``only`` names, as data, the part of the work that this answer is to hold; empty is all of it.

    ``check`` holds an answer that fits the contract to further rules, as numbers bound to
    facts, and returns its faults. The faults of a first answer go back to the model once.
    No failure of the model or of its wire is raised: the built-in text stands. ``watch`` is called
    now and then while the model thinks; what it raises is raised.
    """
    access = engine.access()
    if access is None:
        return DraftResult(None)
    engine.refuse_real_calls(access)
    from kernel.gateway import wire

    started = time.monotonic()
    tokens, cost, tries = 0, Decimal(0), 0
    priced = True
    made: BaseModel | None = None
    problems: list[Fault] = []
    request = _text("part", part=only) if only else _text("answer")
    turns = [prompt.text, request]
    while tries < MAX_TRIES and made is None:
        try:
            reply = wire.ask(access, turns, draft_type, watch)
        except wire.WireError as error:
            problems = [{"pointer": "", "code": error.code, "detail": error.detail}]
            if error.code != "too_large":
                break
            tries += 1
            turns = [prompt.text, *_again(request if only else "", "", problems)]
            continue
        tries += 1
        tokens += reply.tokens
        priced = priced and reply.cost is not None
        cost += reply.cost or 0
        made, problems = judge(reply.text, draft_type, check)
        turns = [prompt.text, *_again(request, reply.text, problems)]
    duration = round((time.monotonic() - started) * 1000)
    log.info(
        "draft %s run=%s tenant=%s model=%s tries=%d tokens=%d ms=%d problems=%s",
        "made" if made is not None else "refused",
        run_id,
        tenant_id,
        access.model,
        tries,
        tokens,
        duration,
        ",".join(sorted({problem["code"] for problem in problems})) or "none",
    )
    return DraftResult(
        draft=cast("DraftT | None", made),
        model=engine.available().name,
        tokens=tokens,
        cost=cost if priced and tries else None,
        tries=tries,
        problems=problems,
        duration_ms=duration,
    )


@cache
def _prompt(name: str) -> prompts.Prompt:
    return prompts.load(_HERE / f"{name}.prompt.txt")


def _text(name: str, **values: str) -> str:
    return prompts.render(_prompt(name), values).text.strip()


def _again(request: str, answer: str, problems: list[Fault]) -> list[str]:
    """The turns that ask once more; an answer beyond the limit is not sent back, its faults are."""
    if 0 < len(answer) <= ANSWER_LIMIT:
        return [request, answer, _repair(problems)]
    return ["\n\n".join(filter(None, (request, _repair(problems))))]


def _repair(problems: list[Fault]) -> str:
    lines = [f"{fault['pointer'] or '/'}: {fault['detail']}" for fault in problems[:20]]
    return _text("repair", problems="\n".join(lines))
