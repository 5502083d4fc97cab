"""Sides measured in turns: whatever else the machine does meets all of them alike."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from kernel.local.server import CODE

BATCH = 5
WARM_UP = 10
Times = NDArray[np.float64]


class Side:
    """A child process with settings and a login of its own; a context manager."""

    def __init__(
        self, module: str, settings: str, environment: Mapping[str, str], plan: Mapping[str, Any]
    ) -> None:
        self.module = module
        with tempfile.NamedTemporaryFile("w", suffix=".json", delete=False) as file:
            json.dump(plan, file)
        self._plan = Path(file.name)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.side", module, file.name],
            env={**environment, "DJANGO_SETTINGS_MODULE": settings},
            cwd=CODE,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Side:
        self._answer()
        self._plan.unlink()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._pipe(self._process.stdin).close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def ask(self, question: str) -> Any:
        """What the side answers to one of its questions."""
        return self._order({"ask": question})

    def time(self, case: str, first: int, count: int) -> list[int]:
        """Nanoseconds of `count` calls, numbered from `first`."""
        return list(self._order({"case": case, "first": first, "count": count}))

    def _order(self, order: Mapping[str, Any]) -> Any:
        pipe = self._pipe(self._process.stdin)
        pipe.write(json.dumps(order) + "\n")
        pipe.flush()
        return self._answer()

    def _answer(self) -> Any:
        line = self._pipe(self._process.stdout).readline()
        if not line:
            raise SystemExit(f"{self.module} ended: see what it said above.")
        return json.loads(line)

    @staticmethod
    def _pipe(pipe: IO[str] | None) -> IO[str]:
        assert pipe is not None
        return pipe


@dataclass(frozen=True)
class Lane:
    """A case of a side. `seconds` bounds what a slow one may take; its N is told."""

    side: Side
    case: str
    seconds: float = 60.0


def in_turns(lanes: Mapping[str, Lane], samples: int) -> dict[str, Times]:
    """Milliseconds by lane, an array (turns, BATCH) each; the order turns around each time.

    Every lane follows the same numbers, so they look at the same tenants.
    """
    batch = min(BATCH, samples)
    for lane in lanes.values():
        lane.side.time(lane.case, 0, 1 if lane.seconds < 60 else WARM_UP)
    found: dict[str, list[list[int]]] = {name: [] for name in lanes}
    spent = dict.fromkeys(lanes, 0.0)
    names = list(lanes)
    for turn in range(-(-samples // batch)):
        for name in names if turn % 2 else reversed(names):
            lane = lanes[name]
            if spent[name] > lane.seconds:
                continue
            began = time.monotonic()
            found[name].append(lane.side.time(lane.case, turn * batch, batch))
            spent[name] += time.monotonic() - began
    return {name: np.array(rows, dtype=float) / 1e6 for name, rows in found.items()}
