"""What people were told."""

import pytest

from kernel.core.facts import Fact
from kernel.decisions.models import Notification
from kernel.decisions.notifications import notify
from kernel.tenancy import services

pytestmark = pytest.mark.django_db

PAGE = "/notifications/"


@pytest.fixture
def told(cast):
    """Alice and Bob were told of three things in Main."""
    with cast.scope(cast.alice):
        for number in range(3):
            notify(
                "run",
                f"Line {number}",
                module="ai_cmo",
                subject=str(number),
                url=f"/runs/?n={number}",
            )


def lines(cast, who):
    with cast.scope(who):
        return list(Notification.objects.filter(user_id=who.pk).order_by("title"))


def test_lines_stand_newest_first_and_unread(enter, told):
    response = enter("bob").get(PAGE)
    assert [line["title"] for line in response.context["lines"]] == ["Line 2", "Line 1", "Line 0"]
    text = response.content.decode()
    assert "3 unread in Main." in text
    assert "Mark all as read" in text


def test_one_line_is_read_on_the_way_to_what_it_is_about(enter, cast, told):
    client = enter("bob")
    line = lines(cast, cast.bob)[1]
    response = client.post(f"{PAGE}reading/", {"line": str(line.pk), "next": line.url})
    assert response.headers["Location"] == "/runs/?n=1"
    assert [one.read_at is None for one in lines(cast, cast.bob)] == [True, False, True]
    assert [one.read_at for one in lines(cast, cast.alice)] == [None, None, None]
    unread = client.get(f"{PAGE}?show=unread").context["lines"]
    assert [one["title"] for one in unread] == ["Line 2", "Line 0"]


def test_all_lines_are_read_at_once(enter, cast, told):
    client = enter("bob")
    assert client.post(f"{PAGE}reading/").headers["Location"] == PAGE
    assert all(one.read_at for one in lines(cast, cast.bob))
    text = client.get(PAGE).content.decode()
    assert "All read in Main." in text
    assert "Mark all as read" not in text
    assert "Nothing is unread" in client.get(f"{PAGE}?show=unread").content.decode()


def test_somebody_elses_line_is_not_there(enter, cast, told):
    line = lines(cast, cast.alice)[0]
    for who in ("bob", "charlie"):
        for named in (str(line.pk), "nonsense", ""):
            assert enter(who).post(f"{PAGE}reading/", {"line": named}).status_code == 404
    assert lines(cast, cast.alice)[0].read_at is None


def test_reading_leads_to_no_other_site(enter, cast, told):
    line = lines(cast, cast.bob)[0]
    form = {"line": str(line.pk), "next": "https://evil.example/"}
    assert enter("bob").post(f"{PAGE}reading/", form).headers["Location"] == PAGE


def test_whoever_was_told_nothing_reads_when_they_will_be(enter, told):
    assert "Nothing yet" in enter("vera").get(PAGE).content.decode()


def test_figures_are_written_out_and_a_module_that_was_closed_is_restricted(enter, cast):
    fact = Fact("roas", "ROAS", 4.2, "ratio", "cmo.channel_figures", "1", "h", "revenue / cost")
    with cast.scope(cast.alice):
        notify("data", "ROAS is {fact:roas}", module="ai_cmo", subject="s", facts=[fact.as_json()])
    assert enter("bob").get(PAGE).context["lines"][0]["title"] == "ROAS is 4.20"
    with cast.scope(cast.alice):
        services.set_roles(cast.bob.pk, ["viewer"])
    (line,) = enter("bob").get(PAGE).context["lines"]
    assert (line["title"], line["url"]) == ("Restricted", "")
    assert "4.20" not in str(line)


def test_many_lines_come_in_pages(enter, cast):
    with cast.scope(cast.alice):
        for number in range(26):
            notify("run", f"Line {number}", module="ai_cmo", subject=str(number))
    client = enter("bob")
    first = client.get(PAGE)
    assert len(first.context["lines"]) == 25
    assert "1 to 25 of 26 notifications" in first.content.decode()
    assert len(client.get(f"{PAGE}?page=2").context["lines"]) == 1


@pytest.mark.parametrize("page", ["0", "-1", "2", "x", "1e3", "٣", "9" * 30])
def test_a_page_that_is_none_is_refused_with_its_range(enter, told, page):
    response = enter("bob").get(PAGE, {"page": page})
    assert response.status_code == 400
    assert "from 1 to 1" in response.content.decode()
