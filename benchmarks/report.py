"""The comparisons as text for the terminal and as a page of the documentation."""

from __future__ import annotations

import datetime as dt
import os
import platform
from collections.abc import Iterable
from pathlib import Path

from benchmarks.comparisons import Aim, Comparison, Line
from benchmarks.figures import Estimate
from kernel.local.server import CODE

PAGE = CODE / "docs" / "benchmarks.md"
INTRODUCTION = Path(__file__).with_name("introduction.md")


def as_text(comparison: Comparison, *, judged: bool = True) -> str:
    """A table for a terminal."""
    labels = [line.label for line in comparison.lines] + [aim.label for aim in comparison.aims]
    wide = max(map(len, labels)) + 2
    rows = [f"\n{comparison.title}"]
    for line in comparison.lines:
        value = f"{line.median.value:.3f} ms"
        rows.append(f"  {line.label:<{wide}}{value:>12}  {_between(line.median)}  n={line.count}")
    for aim in comparison.aims:
        said = _judged(aim).replace("*", "") if judged else ""
        rows.append(f"  {aim.label:<{wide}}{_value(aim):>12}  {_between(aim.between)}  {said}")
    return "\n".join(rows)


def write_page(comparisons: Iterable[Comparison], server: str) -> None:
    """Rewrite docs/benchmarks.md with these figures."""
    said = (
        f"Measured on {dt.datetime.now(dt.UTC):%Y-%m-%d}: {os.cpu_count()} cores, "
        f"{server}, Python {platform.python_version()}."
    )
    parts = [INTRODUCTION.read_text(encoding="utf-8").rstrip(), f"\n## Figures\n\n{said}"]
    parts += [_as_markdown(comparison) for comparison in comparisons]
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text("\n".join(parts) + "\n", encoding="utf-8")


def _as_markdown(comparison: Comparison) -> str:
    rows = [f"\n### {comparison.title}\n\n{comparison.note}\n"]
    rows += ["| | N | median, ms | 95 % between |", "|---|--:|--:|--:|"]
    rows += [_line(line) for line in comparison.lines]
    rows += ["\n| | | 95 % between | aim |", "|---|--:|--:|---|"]
    rows += [
        f"| {aim.label} | {_value(aim)} | {_between(aim.between)} | {_judged(aim)} |"
        for aim in comparison.aims
    ]
    return "\n".join(rows)


def _line(line: Line) -> str:
    return f"| {line.label} | {line.count} | {line.median.value:.3f} | {_between(line.median)} |"


def _between(estimate: Estimate | None) -> str:
    return f"{estimate.low:.3g}–{estimate.high:.3g}" if estimate else ""


def _value(aim: Aim) -> str:
    number = f"{aim.value:.2f}" if aim.between else f"{aim.value:g}"
    return f"{number} {aim.unit}".strip()


def _judged(aim: Aim) -> str:
    if aim.bound is None:
        return ""
    return f"≤ {aim.bound:g} {aim.unit}".strip() + (", met" if aim.met else ", **missed**")
