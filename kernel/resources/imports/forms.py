"""Forms of an import: the file, and how it is read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from kernel.errors import KernelError
from kernel.resources.imports.days import DAY_FIRST, MONTH_FIRST
from kernel.resources.imports.decoding import LARGEST_FILE
from kernel.resources.imports.kinds import ImportKind
from kernel.resources.imports.previews import Preview
from kernel.resources.imports.running import preview

MAPPING, OPTION = "map-", "option-"
ENCODING_WORDS = {
    "utf-8": "UTF-8",
    "cp1252": "Windows, western (cp1252)",
    "latin-1": "Latin-1",
    "utf-16": "UTF-16",
}
SEPARATOR_WORDS = {"comma": "Comma", "semicolon": "Semicolon", "tab": "Tab", "pipe": "Pipe"}
SEPARATOR_NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}


class UploadForm(forms.Form):
    """What is in the file, and the file."""

    kind = forms.ChoiceField(label="What is in the file")
    file = forms.FileField(
        label="File",
        help_text="CSV, with one line of headings; at most 200 MB and 50,000 rows.",
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,text/csv"}),
        error_messages={"empty": "The file is empty.", "required": "Choose a file."},
    )

    def __init__(self, *args: Any, kinds: Sequence[ImportKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = {kind.full_name: kind for kind in kinds}
        choices = [(kind.full_name, kind.title) for kind in kinds]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]
        self.content = b""
        self.found: Preview | None = None

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError("A file may have at most 200 MB. Split it.")
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        kind, file = self.kinds.get(cleaned.get("kind", "")), cleaned.get("file")
        if kind is None or file is None:
            return cleaned
        self.content = file.read()
        try:
            self.found = preview(kind, self.content, name=file.name)
        except KernelError as refusal:
            if refusal.status >= 500 or refusal.status == 403:
                raise
            self.add_error("file", refusal.detail)
        return cleaned


def mapping_fields(found: Preview) -> list[dict[str, Any]]:
    """A select for each column: which heading of the file it is."""
    missing = {column.name for column in found.missing}
    fields = []
    for column in found.kind.bound:
        chosen = found.mapping.get(column.name, "")
        options = [
            {"value": head, "label": head, "selected": head == chosen} for head in found.header
        ]
        needed = column.name in missing
        fields.append(
            {
                "kind": "select",
                "name": f"{MAPPING}{column.name}",
                "label": column.heading,
                "options": options,
                "blank": "not in this file",
                "error": "Choose the heading of this column." if needed else "",
                "hint": "needed" if column.required else "",
            }
        )
    return fields


def option_fields(found: Preview) -> list[dict[str, Any]]:
    """How the file is read, with what was found out."""
    asked = {question.option: question for question in found.questions}
    guess = "" if found.encoding_sure else "Guessed. Change it if names below look wrong."
    order = asked.get("day_order")
    separator = SEPARATOR_NAMES.get(found.separator, "")
    return [
        _select("encoding", "Characters", ENCODING_WORDS, found.encoding, hint=guess),
        _select("separator", "Columns are parted by", SEPARATOR_WORDS, separator),
        _select(
            "decimal_mark",
            "Decimal mark",
            {".": "Point, 1,234.56", ",": "Comma, 1.234,56"},
            found.reading.decimal_mark,
        ),
        {
            **_select(
                "day_order",
                "In days such as 03/04/2026",
                {DAY_FIRST: "the day comes first", MONTH_FIRST: "the month comes first"},
                "" if order else found.reading.day_order,
                error=order.asks if order else "",
            ),
            "blank": "choose one" if order else "",
        },
        {
            "kind": "text",
            "name": f"{OPTION}currency",
            "label": "Currency of amounts without one",
            "value": found.reading.currency,
            "maxlength": 3,
        },
    ]


def chosen_mapping(data: Any, kind: ImportKind) -> dict[str, str]:
    """The mapping that a form sends: every column of the kind, "" for none."""
    return {
        column.name: data.get(f"{MAPPING}{column.name}", "").replace("\x00", "")
        for column in kind.bound
        if f"{MAPPING}{column.name}" in data
    }


def chosen_options(data: Any) -> dict[str, str]:
    """The options that a form sends."""
    names = ("encoding", "separator", "decimal_mark", "day_order", "currency")
    given = {name: data.get(f"{OPTION}{name}", "").replace("\x00", "").strip() for name in names}
    return {name: value.upper() if name == "currency" else value for name, value in given.items()}


def _select(
    name: str, label: str, words: dict[str, str], chosen: str, *, hint: str = "", error: str = ""
) -> dict[str, Any]:
    return {
        "kind": "select",
        "name": f"{OPTION}{name}",
        "label": label,
        "options": [
            {"value": value, "label": text, "selected": value == chosen}
            for value, text in words.items()
        ],
        "hint": hint,
        "error": error,
    }
