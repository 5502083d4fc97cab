"""Files as batches: read, held against the table, written, and taken back."""

import datetime as dt

import pytest

from kernel.errors import KernelError
from kernel.resources.imports import kind_for, preview, run_import, undo
from kernel.resources.imports.chunks import content_of, erase_old, keep
from kernel.resources.models import ImportBatch, ImportFile, ImportLayout, ImportRow
from kernel.resources.tests.marketing import Campaign, MetricsSnapshot

pytestmark = pytest.mark.django_db

HEAD = "date,channel,campaign,impressions,clicks,cost,revenue\n"
FILE = HEAD + "2026-01-30,paid_search,Winter,1000,20,12.50,100\n2026-01-31,email,,500,10,,40\n"


@pytest.fixture
def metrics(cast):
    """The kind, inside Bob's scope."""
    with cast.scope(cast.bob):
        yield kind_for("cmo/metrics")


def bring(kind, text, **more):
    return run_import(kind, text.encode(), name="days.csv", **more)


def counts(batch):
    return (batch.rows_new, batch.rows_changed, batch.rows_same, batch.rows_refused)


def refused(kind, text, **more):
    with pytest.raises(KernelError) as caught:
        bring(kind, text, **more)
    return caught.value


def test_it_previews_without_writing(metrics):
    found = preview(metrics, FILE.encode(), name="days.csv")
    assert (found.total, found.new, found.refused) == (2, 2, 0)
    assert found.made == ["Campaign “Winter”"]
    assert (found.first_day, found.last_day) == (dt.date(2026, 1, 30), dt.date(2026, 1, 31))
    totals = {(t.column, t.currency): (t.file, t.stored) for t in found.totals}
    assert totals["cost", "EUR"] == (1250, 0)
    assert not MetricsSnapshot.objects.exists()
    assert not Campaign.objects.exists()


def test_it_imports_a_file_and_its_totals_agree(metrics, cast):
    batch = bring(metrics, FILE)
    assert counts(batch) == (2, 0, 0, 0)
    assert all(total["file"] == total["stored"] for total in batch.totals)
    row = MetricsSnapshot.objects.get(channel="paid_search")
    assert (row.cost, row.revenue, row.currency, row.excluded) == (1250, 10000, "EUR", False)
    assert row.campaign.name == "Winter"
    assert row.created_by_id == cast.bob.pk
    assert MetricsSnapshot.objects.get(channel="email").cost is None


def test_the_same_file_twice_changes_nothing_and_says_so(metrics):
    bring(metrics, FILE)
    before = set(MetricsSnapshot.objects.values_list("pk", "updated_at"))
    found = preview(metrics, FILE.encode(), name="days.csv")
    assert found.changes_nothing
    assert found.before is not None
    assert counts(bring(metrics, FILE)) == (0, 0, 2, 0)
    assert set(MetricsSnapshot.objects.values_list("pk", "updated_at")) == before


def test_a_day_that_is_sent_again_is_changed(metrics):
    bring(metrics, FILE)
    batch = bring(metrics, FILE.replace("12.50", "13.00"))
    assert counts(batch) == (0, 1, 1, 0)
    assert MetricsSnapshot.objects.get(channel="paid_search").cost == 1300


def test_columns_that_the_file_does_not_have_are_left_alone(metrics):
    bring(metrics, FILE)
    bring(metrics, "date,channel,campaign,clicks\n2026-01-30,paid_search,Winter,21\n")
    row = MetricsSnapshot.objects.get(channel="paid_search")
    assert (row.clicks, row.cost) == (21, 1250)


def test_bad_rows_are_listed_with_line_and_reason_and_nothing_is_written(metrics):
    text = FILE + "31.02.2026,x,,1,1,1,1\n2026-01-31,email,,1,1,1,1\n2026-01-29,x,,1,1,abc,1\n"
    error = refused(metrics, text)
    assert error.code == "import_invalid"
    assert [e["detail"] for e in error.errors] == [
        "Line 4: Date: “31.02.2026” is no day.",
        "Line 5: Line 3 has the same date, channel, campaign, currency already: keep one of them.",
        "Line 6: Spend: “abc” is no number.",
    ]
    assert not MetricsSnapshot.objects.exists()
    assert not Campaign.objects.exists()


def test_a_heading_that_stands_twice_is_told_with_the_column_that_is_read(metrics):
    text = "date,channel,campaign,clicks,clicks\n2026-01-30,paid_search,Winter,21,22\n"
    said = preview(metrics, text.encode())
    assert any("More than one column is headed “clicks”" in note for note in said.notes)
    assert not preview(metrics, FILE.encode()).notes


def test_good_rows_are_imported_when_told_so(metrics):
    batch = bring(metrics, FILE + "31.02.2026,x,,1,1,1,1\n", accept_partial=True)
    assert counts(batch) == (2, 0, 0, 1)
    assert batch.refused[0]["line"] == 4
    clicks = next(t for t in batch.totals if t["column"] == "clicks")
    assert (clicks["file"], clicks["stored"]) == (31, 30)


def test_rules_of_the_table_are_told_a_row_at_a_time(metrics):
    batch = bring(
        metrics, HEAD + "2026-01-30,ok,,1,1,1,1\n2026-01-30,bad,,-5,1,1,1\n", accept_partial=True
    )
    assert counts(batch) == (1, 0, 0, 1)
    assert "below zero" in batch.refused[0]["reason"]


def test_numbers_with_a_decimal_comma_are_recognised(metrics):
    text = "Datum;channel;Kosten (EUR);clicks\n31.01.2026;Paid Search;1.234,56;1.000\n"
    bring(metrics, text)
    row = MetricsSnapshot.objects.get()
    assert (row.cost, row.clicks, row.channel) == (123456, 1000, "paid_search")


def test_what_only_a_person_can_tell_is_asked(metrics):
    text = "date,channel,clicks\n03/04/2026,x,1\n"
    found = preview(metrics, text.encode(), name="days.csv")
    assert [question.option for question in found.questions] == ["day_order"]
    assert refused(metrics, text).errors[0]["pointer"] == "/options/day_order"
    bring(metrics, text, options={"day_order": "month-first"})
    assert MetricsSnapshot.objects.get().date == dt.date(2026, 3, 4)


def test_a_layout_is_remembered_with_its_mapping_and_answers(metrics):
    text = "when,who,hits\n03/04/2026,x,1\n"
    assert {c.name for c in preview(metrics, text.encode(), name="a.csv").missing} == {
        "date",
        "channel",
    }
    mapping = {"date": "when", "channel": "who", "clicks": "hits"}
    bring(metrics, text, mapping=mapping, options={"day_order": "day-first"})
    assert ImportLayout.objects.count() == 1
    found = preview(metrics, text.replace("03/04", "05/04").encode(), name="b.csv")
    assert found.remembered
    assert found.ready
    assert found.mapping == mapping


def test_formulas_in_cells_are_text_like_any_other(metrics):
    bring(metrics, HEAD + '2026-01-30,x,"=HYPERLINK(""http://e.vil"")",1,1,1,1\n')
    assert Campaign.objects.get().name.startswith("=HYPERLINK")


def test_an_unknown_column_or_heading_is_refused(metrics):
    assert refused(metrics, FILE, mapping={"nothing": "date"}).code == "import_invalid"
    assert refused(metrics, FILE, mapping={"date": "nothing"}).code == "import_invalid"
    assert refused(metrics, FILE, options={"colour": "red"}).code == "import_invalid"


def test_more_rows_than_can_be_taken_at_once_are_refused(metrics):
    rows = "".join(f"2026-01-01,c{n},,1,1,1,1\n" for n in range(4))
    with pytest.raises(KernelError) as caught:
        run_import(metrics, (HEAD + rows).encode(), name="a.csv", limit=3)
    assert caught.value.code == "too_large"


def test_delivered_rows_are_in_the_apis_units(metrics):
    batch = run_import(
        metrics,
        [{"date": "2026-01-31", "channel": "email", "cost": 1250, "currency": "USD", "clicks": 3}],
        door="webhook",
    )
    assert counts(batch) == (1, 0, 0, 0)
    row = MetricsSnapshot.objects.get()
    assert (row.cost, row.currency) == (1250, "USD")


@pytest.mark.parametrize(
    "row",
    [
        {"date": "2026-01-31", "channel": "email", "cost": 12.5},
        {"date": "2026-01-31", "channel": "email", "cost": "12"},
        {"date": "31.01.2026", "channel": "email", "clicks": 1},
        {"date": "2026-01-31", "channel": "email", "clicks": True},
        {"date": "2026-01-31", "channel": "email", "clicks": 2**70},
        {"date": "2026-01-31", "clicks": 1},
        {"date": "2026-01-31", "channel": "email", "tenant_id": "x"},
        {"date": "2026-01-31", "channel": "x" * 100, "clicks": 1},
        {"date": "2026-01-31", "channel": "a\x00b", "clicks": 1},
    ],
)
def test_delivered_rows_of_the_wrong_kind_are_refused(metrics, row):
    with pytest.raises(KernelError) as caught:
        run_import(metrics, [row])
    assert caught.value.code == "import_invalid"
    assert not MetricsSnapshot.objects.exists()


def test_an_import_is_taken_back(metrics):
    first = bring(metrics, FILE)
    stood = {r.pk: (r.cost, r.updated_at) for r in MetricsSnapshot.objects.all()}
    second = bring(metrics, FILE.replace("12.50", "99") + "2026-02-01,new,,1,1,1,1\n")
    undo(second.pk)
    assert {r.pk: (r.cost, r.updated_at) for r in MetricsSnapshot.objects.all()} == stood
    undo(first.pk)
    assert not MetricsSnapshot.objects.exists()
    assert not Campaign.objects.exists()
    assert ImportBatch.objects.filter(status="undone").count() == 2
    assert ImportRow.objects.count() == 5


def test_it_is_not_taken_back_while_a_later_import_stands_on_it(metrics):
    first = bring(metrics, FILE)
    bring(metrics, FILE.replace("12.50", "99"))
    with pytest.raises(KernelError) as caught:
        undo(first.pk)
    assert caught.value.code == "undo_blocked"
    assert "wrote the same rows" in caught.value.errors[0]["detail"]
    assert MetricsSnapshot.objects.count() == 2


def test_it_is_not_taken_back_over_somebodys_edit(metrics):
    batch = bring(metrics, FILE)
    campaign = Campaign.objects.get()
    campaign.status = "paused"
    campaign.save()
    with pytest.raises(KernelError) as caught:
        undo(batch.pk)
    assert [e["detail"] for e in caught.value.errors] == [
        "The campaign “Winter” was changed since."
    ]


def test_it_is_not_taken_back_while_other_rows_refer_to_it(metrics):
    batch = bring(metrics, FILE)
    MetricsSnapshot.objects.create(
        campaign=Campaign.objects.get(), channel="x", date="2026-02-02", currency="EUR"
    )
    with pytest.raises(KernelError) as caught:
        undo(batch.pk)
    assert caught.value.code == "undo_blocked"
    assert MetricsSnapshot.objects.count() == 3


def test_it_is_taken_back_once(metrics):
    batch = bring(metrics, FILE)
    undo(batch.pk)
    with pytest.raises(KernelError) as caught:
        undo(batch.pk)
    assert caught.value.code == "already_finished"


def test_another_tenants_rows_are_neither_matched_nor_changed(cast):
    with cast.scope(cast.charlie):
        bring(kind_for("cmo/metrics"), FILE)
    with cast.scope(cast.bob):
        assert counts(bring(kind_for("cmo/metrics"), FILE.replace("12.50", "77"))) == (2, 0, 0, 0)
    with cast.scope(cast.charlie):
        assert MetricsSnapshot.objects.get(channel="paid_search").cost == 1250


def test_who_may_not_write_the_module_may_not_import(cast):
    for person in (cast.fay, cast.vera):
        with cast.scope(person), pytest.raises(KernelError) as caught:
            bring(kind_for("cmo/metrics"), FILE)
        assert caught.value.code == "role_not_allowed"


def test_an_unknown_kind_names_the_known_ones():
    with pytest.raises(KernelError) as caught:
        kind_for("nothing")
    assert "cmo/metrics" in caught.value.detail


def test_a_file_is_kept_in_pieces_and_erased_after_thirty_days(metrics, monkeypatch):
    monkeypatch.setattr("kernel.resources.imports.chunks.PIECE", 10)
    batch = bring(metrics, FILE)
    keep(batch, [FILE.encode()])
    assert ImportFile.objects.count() > 10
    assert content_of(batch) == FILE.encode()
    assert erase_old() == 0
    monkeypatch.setattr("kernel.resources.imports.chunks.KEPT", -dt.timedelta(days=1))
    assert erase_old() > 10
    with pytest.raises(KernelError) as caught:
        content_of(batch)
    assert caught.value.code == "expired"
