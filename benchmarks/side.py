"""One side of a comparison: a process of its own that is told what to do and times it.

`python -m benchmarks.side MODULE PLAN` imports the module, calls its `cases(plan)`, and then
answers orders, a JSON line each: `{"case": name, "first": i, "count": n}` gets the nanoseconds of
n calls, `{"ask": name}` what a question of the module's `questions(plan)` answers.
"""

from __future__ import annotations

import gc
import importlib
import json
import logging
import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import django


@dataclass(frozen=True)
class Case:
    """What is timed. `before` gets the number of the call and prepares it, outside the time.

    `timed` may answer nanoseconds itself, for work whose parts are told apart.
    """

    timed: Callable[[Any], int | None]
    before: Callable[[int], Any] = lambda number: number
    within: Callable[[Callable[[], Any]], Any] = lambda run: run()


def main(module: str, plan_file: str) -> None:
    """Serve orders from standard input until it ends."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    django.setup()
    logging.disable(logging.INFO)
    with open(plan_file) as file:
        plan = json.load(file)
    side = importlib.import_module(module)
    cases, questions = side.cases(plan), side.questions(plan)
    gc.collect()
    gc.freeze()
    print(json.dumps("ready"), file=answers, flush=True)
    for line in sys.stdin:
        order = json.loads(line)
        if "ask" in order:
            answer = questions[order["ask"]]()
        else:
            answer = _time(cases[order["case"]], order["first"], order["count"])
        print(json.dumps(answer), file=answers, flush=True)


def _time(case: Case, first: int, count: int) -> list[int]:
    return [_once(case, number) for number in range(first, first + count)]


def _once(case: Case, number: int) -> int:
    prepared = case.before(number)

    def run() -> int:
        began = time.perf_counter_ns()
        own = case.timed(prepared)
        return time.perf_counter_ns() - began if own is None else own

    return int(case.within(run))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
