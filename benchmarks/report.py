"""The comparisons as text for the terminal and as a page of the documentation."""

from __future__ import annotations

import datetime as dt
import os
import platform
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.analyses import Growth
from benchmarks.comparisons import Aim, Comparison, Line
from benchmarks.figures import Estimate
from benchmarks.finance import Books
from kernel.local.server import CODE

PAGE = CODE / "docs" / "benchmarks.md"
BOOKS = (
    "A bank's statement as CSV, taken in line by line with duplicates looked for, taken in again, "
    "and then each agent once over all of it; one company a column, each step measured once. The "
    "lines are the demo's own two years, repeated with amounts that are cents apart."
)
ANALYSES = (
    "Pure functions of operations and growth on rows that stand ready, each measured once a size: "
    "the demo's event log of two years, copied; a workflow in which each step waits for the two "
    "before it; ten thousand futures of open work; a sequential experiment of two variants."
)
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


def books_as_text(books: Sequence[Books]) -> str:
    """Seconds by what was done, a column a factor."""
    wide = max(len(name) for one in books for name in one["seconds"]) + 2
    head = "".join(f"{one['lines']:>14,}" for one in books)
    rows = [f"\nFinance, seconds by lines\n  {'':<{wide}}{head}"]
    for name in books[0]["seconds"]:
        cells = "".join(f"{one['seconds'][name]:>14.2f}" for one in books)
        rows.append(f"  {name:<{wide}}{cells}")
    return "\n".join(rows)


def _books_as_markdown(books: Sequence[Books]) -> str:
    head = " | ".join(f"{one['lines']:,} lines" for one in books)
    rows = [
        f"\n### Finance\n\n{BOOKS}\n",
        f"| seconds | {head} |",
        "|---" + "|--:" * len(books) + "|",
    ]
    for name in books[0]["seconds"]:
        cells = " | ".join(f"{one['seconds'][name]:.2f}" for one in books)
        rows.append(f"| {name} | {cells} |")
    return "\n".join(rows)


def growths_as_text(growths: Sequence[Growth]) -> str:
    """A line an analysis: sizes and seconds."""
    wide = max(len(one.name) for one in growths) + 2
    rows = ["\nAnalyses, seconds by size"]
    for one in growths:
        pairs = zip(one.sizes, one.seconds, strict=True)
        cells = "   ".join(f"{size:,} {one.noun}: {seconds:.3f}" for size, seconds in pairs)
        rows.append(f"  {one.name:<{wide}}{cells}")
    return "\n".join(rows)


def _growths_as_markdown(growths: Sequence[Growth]) -> str:
    rows = [
        f"\n### Analyses\n\n{ANALYSES}\n",
        "| seconds (of so many) | as in the demo | ten times | a hundred times |",
        "|---|--:|--:|--:|",
    ]
    for one in growths:
        pairs = zip(one.sizes, one.seconds, strict=True)
        cells = " | ".join(f"{seconds:.3f} ({size:,})" for size, seconds in pairs)
        rows.append(f"| {one.name}, {one.noun} | {cells} |")
    return "\n".join(rows)


def write_page(
    comparisons: Iterable[Comparison],
    books: Sequence[Books],
    growths: Sequence[Growth],
    server: str,
) -> None:
    """Rewrite docs/benchmarks.md with these figures."""
    said = (
        f"Measured on {dt.datetime.now(dt.UTC):%Y-%m-%d}: {os.cpu_count()} cores, "
        f"{server}, Python {platform.python_version()}."
    )
    parts = [INTRODUCTION.read_text(encoding="utf-8").rstrip(), f"\n## Figures\n\n{said}"]
    parts += [_as_markdown(comparison) for comparison in comparisons]
    parts += [_books_as_markdown(books), _growths_as_markdown(growths)]
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
