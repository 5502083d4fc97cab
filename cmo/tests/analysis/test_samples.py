"""The sample files are what the demo draws, and a company that imports them has findings."""

import csv
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from cmo.analysis import analyse
from cmo.analysis.finding import Horizon
from cmo.analysis.rows import FunnelRows, MetricRows, Stage
from cmo.demo import AS_OF, build
from cmo.demo.samples import SAMPLE_SEED, sample_files
from kernel.core.manifest import REPOSITORY

FOLDER = REPOSITORY / "static" / "samples"


def records(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", ["metrics.csv", "funnel_counts.csv"])
def test_a_sample_is_what_the_demo_draws(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == sample_files()[name]


@pytest.mark.parametrize("name", ["metrics.csv", "funnel_counts.csv"])
def test_the_layout_names_each_column(name: str) -> None:
    layout = (FOLDER / "layout.txt").read_text(encoding="utf-8").partition(name)[2]
    assert [column for column in records(FOLDER / name)[0] if f"  {column} " not in layout] == []


def test_the_samples_have_a_leak_and_a_broken_day_to_find() -> None:
    metrics = MetricRows.of(
        {**row, **{name: int(Decimal(row[name]) * 100) for name in ("cost", "revenue")}}
        for row in records(FOLDER / "metrics.csv")
    )
    counts = records(FOLDER / "funnel_counts.csv")
    stages = tuple(
        Stage(stage, stage, funnel, int(position))
        for funnel, stage, position in sorted(
            {(row["funnel"], row["stage"], row["position"]) for row in counts}
        )
    )
    answer = analyse(metrics, FunnelRows.of(counts), stages, Horizon(AS_OF))
    truths = build(SAMPLE_SEED).truths
    serious = {one.kind: one for one in answer.findings if one.severity != "low"}
    assert set(serious) == {"leak", "broken_tracking"}
    assert serious["leak"].stage.name == truths.leak.stage
    assert serious["broken_tracking"].window.first == truths.tracking.day
