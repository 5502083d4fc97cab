"""Rows that only the rules of their table refuse: told before the import, each with its line."""

import pytest

from kernel.errors import KernelError
from kernel.ids import uuid7
from kernel.resources.imports import (
    carrying,
    kind_for,
    preview,
    refusing,
    run_import,
    running,
    undo,
)
from kernel.resources.imports.columns import NewRow, RowColumn
from kernel.resources.imports.showing import made_words
from kernel.resources.imports.staging import Stage
from kernel.resources.imports.writing import keep_needed
from kernel.resources.models import ImportBatch
from kernel.resources.rights import scope_notation
from kernel.resources.tests.marketing import Campaign, MetricsSnapshot
from kernel.resources.violations import Violation, ViolationError

pytestmark = pytest.mark.django_db
RULE = "Nobody clicks so often."
HEAD = "date,channel,campaign,clicks,cost\n"
GOOD = "".join(f"2026-01-{day:02},email,Winter,{day},1\n" for day in range(1, 10))
FILE = HEAD + GOOD + "2026-01-10,email,Spring,900,1\n2026-01-11,email,Winter,901,1\n"


@pytest.fixture
def metrics(cast, monkeypatch):
    """The kind, inside Bob's scope; its table takes no row of more than 100 clicks."""
    write = Stage.write

    def strict(stage, at):
        if any(row.values["clicks"] > 100 for row in stage.rows):
            raise ViolationError(Violation((), "constraint", RULE))
        write(stage, at)

    monkeypatch.setattr(Stage, "write", strict)
    with cast.scope(cast.bob):
        yield kind_for("cmo/metrics")


def told(found):
    return [(one.line, one.reason) for one in found.refusals]


def test_a_preview_names_the_rows_and_writes_nothing(metrics):
    found = preview(metrics, FILE.encode())
    assert told(found) == [(11, RULE), (12, RULE)]
    assert (found.total, found.new, found.refused, found.problem) == (11, 9, 2, "")
    assert found.made == ["Campaign “Winter”"]
    assert not MetricsSnapshot.objects.exists()
    assert not Campaign.objects.exists()


def test_what_holds_against_the_good_rows_alone_is_said_beside_the_refused_ones(
    metrics, monkeypatch
):
    def against(model):
        raise KernelError("import_invalid", detail="A campaign has more than that.")

    monkeypatch.setattr(carrying, "ask_rules", against)
    found = preview(metrics, FILE.encode())
    assert (found.refused, found.problem) == (2, "")
    assert found.cautions[-1].endswith("A campaign has more than that.")
    assert preview(metrics, (HEAD + GOOD).encode()).problem == "A campaign has more than that."


def test_stored_totals_are_those_of_before(metrics):
    run_import(metrics, (HEAD + GOOD).encode())
    (cost,) = [t for t in preview(metrics, (HEAD + GOOD.replace(",1\n", ",2\n")).encode()).totals
               if t.column == "cost"]  # fmt: skip
    assert (cost.file, cost.stored) == (1800, 900)


def test_an_import_as_a_whole_is_refused_with_the_same_rows(metrics):
    with pytest.raises(KernelError) as refusal:
        run_import(metrics, FILE.encode())
    assert [one["detail"] for one in refusal.value.errors] == [
        f"Line 11: {RULE}", f"Line 12: {RULE}",
    ]  # fmt: skip


def test_the_good_rows_are_taken_and_nothing_is_made_for_the_others(metrics):
    batch = run_import(metrics, FILE.encode(), accept_partial=True)
    assert (batch.rows_new, batch.rows_refused) == (9, 2)
    assert [row.name for row in Campaign.objects.all()] == ["Winter"]
    undo(batch.pk)
    assert not MetricsSnapshot.objects.exists()
    assert not Campaign.objects.exists()


def test_what_is_named_by_what_a_good_row_needs_stays(metrics):
    column = RowColumn("campaign", to=Campaign)
    above = NewRow(column, "Above", {}, id=uuid7())
    below = NewRow(column, "Below", {"above": above}, id=uuid7())
    other = NewRow(column, "Other", {}, id=uuid7())
    assert keep_needed([above, other, below], [(1, {"campaign": below})]) == [above, below]
    assert other.id is None


def test_a_preview_keeps_out_of_the_way_of_an_import(metrics, cast, owner_connection, monkeypatch):
    monkeypatch.setattr(running, "PATIENCE", "50ms")
    turn = f"import {cast.alder.workspace_id} {MetricsSnapshot._meta.db_table}"
    owner_connection.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [turn])
    found = preview(metrics, FILE.encode())
    assert (found.new, found.refused) == (11, 0)
    assert found.notes[-1].startswith("Another import into this table is at work")
    owner_connection.rollback()
    assert preview(metrics, FILE.encode()).refused == 2


def test_looking_for_refused_rows_comes_to_an_end(metrics, monkeypatch):
    monkeypatch.setattr(refusing, "MOST_FOUND", 1)
    found = preview(metrics, FILE.encode())
    assert (found.refused, found.new) == (2, 9)
    assert not ImportBatch.objects.exists()


def test_a_preview_that_is_not_rehearsed_asks_the_table_nothing(metrics):
    assert preview(metrics, FILE.encode(), rehearse=False).refused == 0


def test_many_rows_that_are_made_are_counted_and_not_all_named(metrics):
    rows = "".join(f"2026-01-01,email,Campaign {n},1,1\n" for n in range(130))
    found = preview(metrics, (HEAD + rows).encode())
    assert (len(found.made), found.made_more) == (100, 30)
    words = made_words(found, scope_notation())
    assert words.startswith("Campaign “Campaign 0”, Campaign “Campaign 1”, ")
    assert words.endswith("Campaign “Campaign 11” and 118 more")


def test_of_many_rows_the_first_are_tried_and_that_is_said(metrics, monkeypatch):
    monkeypatch.setattr(carrying, "REHEARSED", 5)
    found = preview(metrics, FILE.encode())
    assert (found.new, found.refused) == (11, 0)
    assert found.notes == [
        "The rules of the table were tried on 5 rows; the import tries them on all."
    ]
    assert not MetricsSnapshot.objects.exists()
