"""Who is told, who reads it, and which figures they see."""

from __future__ import annotations

import pytest
from django.db import connection

from kernel.core.facts import FactBook, Rows
from kernel.decisions import notifications
from kernel.decisions.models import Notification
from kernel.decisions.redaction import RESTRICTED, redacted
from kernel.decisions.tests.making import fact
from kernel.errors import TenantScopeError
from kernel.tenancy import services
from kernel.tenancy.access import access

MODULE = "ai_probe"


def tell(**more):
    values = {"module": MODULE, "subject": "a", "title": "Look"}
    return notifications.notify("data", **(values | more))


def test_each_reader_has_a_row_of_their_own(probe):
    with probe.scope():
        assert tell() == 2
        assert notifications.unread_count() == 1
        assert notifications.mark_read() == 1
        assert notifications.unread_count() == 0
    with probe.scope(probe.bob):
        assert notifications.unread_count() == 1


def test_a_person_is_told_once_of_a_subject(probe):
    with probe.scope():
        tell()
        tell(title="Look again")
        assert notifications.mine().get().title == "Look"
        tell(subject="b")
        assert notifications.mine().count() == 2


def test_who_may_not_enter_the_workspace_is_not_told(probe):
    with probe.scope(workspace_id=probe.alder.second_id):
        assert notifications.readers(MODULE) == {probe.alice.pk, probe.bob.pk, probe.una.pk}
    with probe.scope():
        assert notifications.readers(MODULE) == {probe.alice.pk, probe.bob.pk}


def test_a_viewer_of_the_module_is_told(probe):
    with probe.scope():
        services.set_roles(probe.vera.pk, ["viewer"], viewer_modules=[MODULE])
        assert probe.vera.pk in notifications.readers(MODULE)


def test_named_people_are_told_only_if_they_may_read(probe):
    with probe.scope():
        assert tell(users=[probe.fay.pk, probe.bob.pk]) == 1


def test_nobody_reads_another_persons_lines(probe):
    with probe.scope():
        tell()
    with probe.scope(probe.bob), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM notifications")
        assert cursor.fetchone() == (1,)
        cursor.execute("UPDATE notifications SET read_at = now()")
        assert cursor.rowcount == 1
    with probe.scope(probe.charlie), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM notifications")
        assert cursor.fetchone() == (0,)


def test_it_needs_a_workspace(probe):
    with probe.scope(wide=True), pytest.raises(TenantScopeError):
        tell()


def test_without_a_scope_nobody_is_told(probe):
    with pytest.raises(TenantScopeError):
        tell()
    with pytest.raises(TenantScopeError):
        Notification.objects.count()


def book():
    rows = Rows("cmo/metrics-snapshots", {"channel": "email"}, "cost", 10, 1)
    facts = FactBook()
    facts.add(fact(1, 0, 2, key="ours"))
    facts.add(fact(2, key="rows", rows=(rows,)))
    facts.add(fact(3, key="both", function="cmo.analysis.spend"))
    facts.add(fact(4, key="neutral", function="sum"))
    return facts


def test_figures_of_a_module_that_may_not_be_read_are_restricted(probe):
    with probe.scope():
        services.set_roles(probe.vera.pk, ["viewer"], viewer_modules=[MODULE])
    with probe.scope(probe.vera):
        shown = redacted(book().as_json(), access(), MODULE)
    assert shown["ours"].value == 1
    assert shown["neutral"].value == 4
    for key in ("rows", "both"):
        assert shown[key].value == RESTRICTED
        assert shown[key].rows == ()
        assert shown[key].interval is None


def test_a_figure_that_names_no_module_is_that_of_its_home(probe):
    with probe.scope(probe.fay):
        shown = redacted(book(), access(), MODULE)
    assert {item.value for item in shown} == {RESTRICTED}
