"""Components stand with their documented context, alone and inside `only`."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest
from django import forms
from django.http import Http404
from django.template import RequestContext, engines
from django.test import RequestFactory, override_settings

from kernel.formats import Notation
from kernel.screens import cookies
from kernel.screens.fields import fields_of
from kernel.screens.gallery import gallery

PAGES = ["", "dashboard", "list", "run", "briefing", "door"]
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


def render(source: str, request: Any = None, **context: Any) -> str:
    template = engines["django"].from_string("{% load screens %}" + source)
    return template.template.render(RequestContext(request or RequestFactory().get("/"), context))


def page(name: str, query: str = "", **headers: str) -> str:
    request = RequestFactory().get(f"/styleguide/{name}{query}", headers=headers)
    return gallery(request, name).content.decode()


class Page(HTMLParser):
    """Balanced tags, ids, and what points at them."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: Counter[str] = Counter()
        self.pointers: set[str] = set()
        self.faults: list[str] = []
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if found.get("id"):
            self.ids[str(found["id"])] += 1
        for key in ("for", "aria-labelledby", "aria-describedby", "popovertarget", "form"):
            self.pointers.update((found.get(key) or "").split())
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> at {self.getpos()}")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_well_formed_and_its_labels_have_their_targets(name: str) -> None:
    found = Page(page(name))
    assert found.faults == []
    assert found.open == []
    assert [key for key, n in found.ids.items() if n > 1] == []
    assert found.pointers <= set(found.ids)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_one_heading_one_main_and_skips_no_level(name: str) -> None:
    markup = page(name)
    levels = [int(n) for n in re.findall(r"<h([1-6])\b", markup)]
    assert levels.count(1) == 1
    assert markup.count("<main") == 1
    body = levels[levels.index(1) :]
    assert all(after - before <= 1 for before, after in pairwise(body))


def test_the_gallery_knows_its_pages_only() -> None:
    with pytest.raises(Http404, match="dashboard"):
        page("nonsense")


def test_evidence_is_a_part_of_the_page_and_alone_for_htmx() -> None:
    whole = page("dashboard", "?evidence=1")
    part = page("dashboard", "?evidence=1", HX_Request="true")
    assert '<dialog class="drawer" open' in whole
    assert part.strip().startswith('<div class="evidence" id="evidence">')
    assert "<html" not in part
    assert '<dialog class="drawer"' not in page("dashboard")


def test_a_form_inside_only_still_has_its_token() -> None:
    item = {"label": "Duplicate", "url": "/x/", "post": True}
    markup = render(
        '{% include "components/row_menu.html" with label="More" items=items only %}', items=[item]
    )
    assert re.search(r'name="csrfmiddlewaretoken" value="\w{64}"', markup)


def test_words_from_people_are_escaped_everywhere() -> None:
    evil = '<img src=x onerror="alert(1)">'
    markup = render(
        '{% include "components/recommendation.html" with rec=rec only %}'
        '{% include "components/resource_row.html" with row=row bulk=True menu=True table_id="t" only %}'
        '{% include "components/field.html" with field=field only %}'
        '{% include "components/agent_run.html" with run=run only %}',
        rec={"id": 1, "title": evil, "severity": "low", "why": evil, "foot": [evil]},
        row={
            "id": 1,
            "name": evil,
            "cells": [{"label": evil, "text": evil}],
            "menu": [{"label": evil, "url": "#"}],
        },
        field={"name": "a", "label": evil, "value": evil, "error": evil},
        run={"id": 1, "mode": evil, "state": "failed", "steps": [{"state": "bad", "text": evil}]},
    )
    assert "<img" not in markup
    assert "&lt;img" in markup


def test_a_run_asks_for_itself_only_until_its_end() -> None:
    source = '{% include "components/agent_run.html" with run=run only %}'
    running = {"id": 7, "mode": "Optimise", "state": "running", "poll": "/runs/7/part/"}
    assert 'hx-get="/runs/7/part/" hx-trigger="every 1s"' in render(source, run=running)
    assert "hx-get" not in render(source, run={"id": 7, "mode": "Optimise", "state": "done"})


def test_more_than_four_fields_fold_and_open_on_a_fault() -> None:
    source = '{% include "components/agent_console.html" with console=console only %}'
    console: dict[str, Any] = {
        "url": "/c/",
        "action": "/c/",
        "modes": [{"value": "a", "label": "A", "selected": True}],
    }
    console["fields"] = [{"name": f"f{n}", "label": f"F{n}"} for n in range(6)]
    folded = render(source, console=console)
    assert "2 more fields" in folded
    assert 'console__more" open' not in folded
    assert 'console__more" open' in render(source, console=console | {"errors": 1})


def test_a_faulty_field_points_at_its_sentence_and_keeps_what_was_typed() -> None:
    field = {"name": "goal", "label": "Goal", "value": "260k", "error": "Write digits only."}
    markup = render('{% include "components/field.html" with field=field only %}', field=field)
    assert 'aria-invalid="true" aria-describedby="f-goal-about"' in markup
    assert 'id="f-goal-about"' in markup
    assert 'value="260k"' in markup


def test_a_password_is_never_written_back() -> None:
    field = {"name": "p", "label": "Password", "kind": "password", "value": "secret"}
    assert "secret" not in render(
        '{% include "components/field.html" with field=field only %}', field=field
    )


def test_who_may_not_decide_sees_who_may() -> None:
    rec = {"id": 1, "title": "Pause it", "severity": "low", "who": "Owners decide"}
    markup = render('{% include "components/recommendation.html" with rec=rec only %}', rec=rec)
    assert "Owners decide" in markup
    assert "<form" not in markup


def test_tags_write_in_the_workspaces_notation() -> None:
    request = RequestFactory().get("/")
    request.notation = Notation("de", "USD")  # type: ignore[attr-defined]
    source = (
        '{% money 420050 cents=True %} {% percent 0.0299 %} {% number 1440 %} {% count 2 "task" %}'
    )
    assert render(source, request) == "$4.200,50 2,99% 1.440 2 tasks"


class Form(forms.Form):
    """One field of each kind that needs its own markup."""

    name = forms.CharField(help_text="Shown in lists.")
    budget = forms.DecimalField()
    kind = forms.ChoiceField(choices=[("a", "A"), ("b", "B")])
    roles = forms.MultipleChoiceField(
        choices=[("m", "marketer")], widget=forms.CheckboxSelectMultiple
    )
    note = forms.CharField(widget=forms.Textarea, required=False)
    agreed = forms.BooleanField(required=False)


def test_a_form_becomes_fields_with_their_faults() -> None:
    found = fields_of(Form({"name": "", "budget": "12k", "kind": "b", "roles": ["m"]}))
    assert [item["kind"] for item in found.items] == [
        "text",
        "number",
        "select",
        "checks",
        "textarea",
        "check",
    ]
    assert found.faulty == 2
    assert found.items[1]["value"] == "12k"
    assert [option["selected"] for option in found.items[2]["options"]] == [False, True]
    assert found.items[3]["options"][0]["selected"]


def test_a_form_says_once_how_many_answers_need_mending() -> None:
    markup = render(
        '{% include "components/form_fields.html" with form=form only %}', form=Form({})
    )
    assert "4 answers need mending." in markup
    assert markup.count('role="alert"') == 1


@pytest.mark.parametrize(
    ("chosen", "attribute"),
    [
        ("dark", ' data-theme="dark"'),
        ("light", ' data-theme="light"'),
        ("system", ""),
        ('"><script>', ""),
    ],
)
def test_the_theme_is_on_the_page_before_it_is_painted(chosen: str, attribute: str) -> None:
    request = RequestFactory().get("/")
    request.COOKIES["theme"] = chosen
    assert render("{% theme_attribute %}", request) == attribute


def test_appearance_is_remembered_and_goes_back_to_the_page() -> None:
    request = RequestFactory().post(
        "/appearance/", {"theme": "dark", "shortcuts": "off", "next": "/cmo/"}
    )
    response = cookies.appearance(request)
    assert (response.status_code, response["Location"]) == (302, "/cmo/")
    assert response.cookies["theme"].value == "dark"
    assert response.cookies["shortcuts"].value == "off"


@pytest.mark.parametrize(
    "target", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", ""]
)
def test_appearance_leads_nowhere_else(target: str) -> None:
    request = RequestFactory().post("/appearance/", {"theme": "nonsense", "next": target})
    response = cookies.appearance(request)
    assert response["Location"] == "/"
    assert not response.cookies


@pytest.mark.parametrize("code", ["403", "404", "429", "500"])
def test_an_error_page_stands_without_any_context(code: str) -> None:
    markup = engines["django"].get_template(f"errors/{code}.html").render({})
    found = Page(markup)
    assert found.faults == []
    assert markup.count("<h1") == 1


@override_settings(ROOT_URLCONF="kernel.screens.tests.urls")
def test_a_page_holds_no_address_outside_of_itself() -> None:
    for name in PAGES:
        assert not re.search(r'(?:href|src|action)="(?:https?:)?//', page(name))
