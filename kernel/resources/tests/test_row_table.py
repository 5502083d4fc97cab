"""A table of inputs gives the lines that its field reads, and shows them again."""

from __future__ import annotations

from django import forms
from django.http import QueryDict

from kernel.resources.lists import Part, RowsInput
from kernel.resources.row_table import RowsTable
from kernel.screens.fields import fields_of

PARTS = (Part("name", "name"), Part("hours", "hours", "number"), Part("who", "who", required=False))


class StepForm(forms.Form):
    steps = RowsInput(PARTS, widget=RowsTable(PARTS))


def sent(**cells: str) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, value in cells.items():
        data[name.replace("_", "-")] = value
    return data


def shown(form: forms.Form) -> list[list[str]]:
    (field,) = fields_of(form).items
    assert field["kind"] == "rows"
    return [[cell["value"] for cell in row] for row in field["rows"]]


def test_cells_become_items_and_empty_rows_nothing() -> None:
    form = StepForm(
        sent(steps_0_name="Mix", steps_0_hours="1.5", steps_0_who="", steps_1_name="",
             steps_1_hours="", steps_2_name="Bake", steps_2_hours="2", steps_2_who="Ann")
    )  # fmt: skip
    assert form.is_valid(), form.errors
    assert form.cleaned_data["steps"] == [
        {"name": "Mix", "hours": 1.5, "who": ""},
        {"name": "Bake", "hours": 2, "who": "Ann"},
    ]


def test_lines_of_text_are_taken_as_well() -> None:
    form = StepForm({"steps": "Mix | 1 | Ann"})
    assert form.is_valid()
    assert form.cleaned_data["steps"] == [{"name": "Mix", "hours": 1, "who": "Ann"}]


def test_what_was_typed_is_kept_beside_its_fault() -> None:
    form = StepForm(sent(steps_0_name="Mix | blend", steps_0_hours="soon", steps_0_who="Ann"))
    assert not form.is_valid()
    assert shown(form)[0] == ["Mix / blend", "soon", "Ann"]
    assert "Line 1, hours: write a number" in str(form.errors)


def test_stored_items_stand_in_rows_with_empty_ones_after_them() -> None:
    rows = shown(StepForm(initial={"steps": [{"name": "Mix", "hours": 1.5, "who": ""}]}))
    assert rows[0] == ["Mix", "1.5", ""]
    assert rows[1:] == [["", "", ""]] * 4


def test_too_many_rows_for_a_table_are_shown_as_text() -> None:
    items = [{"name": f"Step {n}", "hours": 1, "who": ""} for n in range(61)]
    (field,) = fields_of(StepForm(initial={"steps": items})).items
    assert field["kind"] == "textarea"
