"""The demo company's growth rows, as they stand in the tables."""

from __future__ import annotations

import pytest

from cro import demo_data
from cro.demo import AS_OF, SEED, build
from cro.models import (
    Experiment,
    ExperimentMetric,
    Hypothesis,
    Metric,
    Segment,
    Setting,
    StepCount,
    Variant,
)
from kernel.management.commands import demo
from kernel.resources.violations import told
from kernel.tenancy.models import Workspace


@pytest.fixture
def seeded(cast, db):
    with cast.scope() as scope:
        Workspace.objects.filter(pk=scope.workspace_id).update(slug="europe")
        demo_data.seed(scope, SEED, False)
        yield scope


def test_the_kernel_and_the_rows_speak_of_the_same_companies():
    for planned in demo.COMPANIES:
        data = build(quiet=planned.quiet)
        assert (data.tenant.slug, data.tenant.name) == (planned.slug, planned.name)
        assert [(one.slug, one.name, one.currency, one.time_zone) for one in data.workspaces] == [
            (one.slug, one.name, one.currency, one.time_zone) for one in demo.PLACES
        ]
    assert (SEED, AS_OF) == (demo.SEED, demo.AS_OF)


def test_every_row_of_the_demo_is_there_once_however_often_it_is_seeded(seeded):
    data = build().workspaces[0]
    written = demo_data.seed(seeded, SEED, False)
    assert StepCount.objects.count() == len(data.step_counts)
    assert Hypothesis.objects.count() == len(data.hypotheses)
    results = sum(len(one.metrics) for one in data.experiments)
    assert Metric.objects.count() == results
    assert written > results + len(data.step_counts)
    assert (Segment.objects.count(), Setting.objects.count()) == (len(data.segments), 1)


def test_its_experiments_are_whole_and_their_plans_were_fixed_before_the_start(seeded):
    for model in (Experiment, Variant, ExperimentMetric):
        with told(model):
            pass
    rows = Experiment.objects.exclude(status="draft")
    assert rows.filter(status="running").exists()
    assert rows.filter(decision="ship").exists()
    for row in rows:
        assert row.plan_fixed_at.date() <= row.starts_on, row
        assert row.plan["metric"]["name"] == row.metric.name
        assert len(row.plan["variants"]) == row.variants.count() >= 2
    assert not Experiment.objects.filter(status="draft", metrics__isnull=False).exists()


def test_a_workspace_of_another_name_is_left_alone(cast, db):
    with cast.scope() as scope:
        assert demo_data.seed(scope, SEED, False) == 0
        assert not Experiment.objects.exists()
