"""`python -m benchmarks`: everything, in turns, in one run."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

from benchmarks import analyses, comparisons, finance, report, rows
from benchmarks.cluster import Cluster, running
from benchmarks.comparisons import Comparison, Sides
from benchmarks.rows import Volume
from benchmarks.turns import Side
from kernel.local.server import CODE

SAMPLES, QUICK_SAMPLES = 400, 10
TENANTS, QUICK_TENANTS = 1000, 20
BUSY, QUICK_BUSY = 50, 5
VOLUMES = (Volume("10k rows", 10_000, 2_000, 100), Volume("1M rows", 1_000_000, 50_000, 1_000))
QUICK_VOLUMES = (Volume("1k rows", 1_000, 200, 100),)
FACTORS, QUICK_FACTORS = (1.0, 10.0, 100.0), (0.1,)
EXPLAINED = ("newest", "small workspace", "small workspace by policy")

_began = time.monotonic()


def main() -> None:
    """Make the databases, measure, print, and leave nothing running."""
    options = _options()
    quick = options.quick
    volumes = QUICK_VOLUMES if quick else VOLUMES
    found: list[Comparison] = []
    with running(_said) as cluster:
        names = [f"bench_{number}" for number in range(len(volumes))]
        plan = _make(cluster, names, quick=quick)
        for name, volume in zip(names, volumes, strict=True):
            _fill(cluster, name, plan, volume)
            for comparison in _measured(cluster, name, plan, volume, options, names[0]):
                print(report.as_text(comparison, judged=not quick), flush=True)
                found.append(comparison)
        books = _books(cluster, names[0], QUICK_FACTORS if quick else FACTORS)
        print(report.books_as_text(books), flush=True)
        _said("Reading logs, laying out workflows, drawing futures, judging an experiment …")
        growths = analyses.measured((1,) if quick else analyses.FACTORS)
        print(report.growths_as_text(growths), flush=True)
        server = f"PostgreSQL {cluster.server.binaries.major}"
    if options.write_docs:
        report.write_page(found, books, growths, server)
        _said(f"Wrote {report.PAGE.relative_to(CODE)}")
    _conclude(found, quick=quick)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few rows and calls, no judgement")
    parser.add_argument("--write-docs", action="store_true", help="rewrite docs/benchmarks.md")
    parser.add_argument("--explain", action="store_true", help="print PostgreSQL's plans as well")
    return parser.parse_args()


def _make(cluster: Cluster, names: list[str], *, quick: bool) -> dict[str, Any]:
    """Databases with tenants and people, without their rows; answers who and where they are."""
    _said("Migrating …")
    cluster.make_database(names[0])
    tenants = QUICK_TENANTS if quick else TENANTS
    _said(f"Making {tenants:,} tenants …")
    made = subprocess.run(
        [
            sys.executable,
            "-m",
            "benchmarks.people",
            str(tenants),
            str(QUICK_BUSY if quick else BUSY),
        ],
        env={
            **cluster.environment(cluster.login("app", names[0])),
            "DJANGO_SETTINGS_MODULE": "ubigrowth.settings",
        },
        cwd=CODE,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if made.returncode:
        raise SystemExit("The tenants could not be made: see above.")
    for name in names[1:]:
        cluster.copy_database(names[0], name)
    return dict(json.loads(made.stdout))


def _fill(cluster: Cluster, name: str, plan: dict[str, Any], volume: Volume) -> None:
    _said(f"Writing {volume.name} …")
    with cluster.administrator(name) as administrator:
        rows.fill(administrator, plan, volume)


def _measured(
    cluster: Cluster,
    name: str,
    plan: dict[str, Any],
    volume: Volume,
    options: argparse.Namespace,
    first: str,
) -> Iterator[Comparison]:
    samples = QUICK_SAMPLES if options.quick else SAMPLES
    with ExitStack() as stack:
        sides = _sides(stack, cluster, name, plan, volume)
        _said(f"Measuring {volume.name} …")
        yield from comparisons.of_rows(sides, samples)
        if options.explain:
            _explain(sides)
        if name == first:
            yield from comparisons.of_writes(sides, samples)


def _sides(
    stack: ExitStack, cluster: Cluster, name: str, plan: dict[str, Any], volume: Volume
) -> Sides:
    ours = cluster.environment(cluster.login("app", name))
    product = stack.enter_context(Side("benchmarks.product", "ubigrowth.settings", ours, plan))
    plan = {**plan, "finished run": product.ask("finished run")}

    def side(address: str, settings: str = "benchmarks.plain.settings") -> Side:
        environment = cluster.environment(address)
        return stack.enter_context(Side("benchmarks.plain.side", settings, environment, plan))

    return Sides(
        product,
        side(cluster.plain(name)),
        side(cluster.plain(name), "benchmarks.plain.prepared"),
        side(cluster.naive(name)),
        volume.name,
    )


def _books(cluster: Cluster, name: str, factors: tuple[float, ...]) -> list[finance.Books]:
    """Finance's imports and agents at each factor, a process for all of them."""
    _said(f"Taking in statements of {finance.LINES:,} lines and more …")
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.finance", *map(str, factors)],
        env={
            **cluster.environment(cluster.login("app", name)),
            "DJANGO_SETTINGS_MODULE": "ubigrowth.settings",
        },
        cwd=CODE,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit("Finance could not be measured: see above.")
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def _explain(sides: Sides) -> None:
    for what in EXPLAINED:
        print(f"\nproduct, {what}:\n{sides.product.ask(f'plan: {what}')}")
    print(f"\nnaive, newest by policy:\n{sides.naive.ask('plan: newest by policy')}")
    print("\nlist page, statements:")
    for text in sides.product.ask("page statements"):
        print(f"  {text[:110] or '(is the connection alive?)'}")


def _conclude(found: list[Comparison], *, quick: bool) -> None:
    missed = [
        f"{comparison.title}: {aim.label}"
        for comparison in found
        for aim in comparison.aims
        if aim.met is False
    ]
    if quick:
        _said("Everything works; of so few calls no figure is judged.")
    elif missed:
        _said("Missed:\n  " + "\n  ".join(missed))
    else:
        _said("Every aim is met.")


def _said(line: str) -> None:
    print(f"[{time.monotonic() - _began:5.0f} s] {line}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
