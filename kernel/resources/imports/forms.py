"""Forms of an import: the file, and how it is read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django import forms

from kernel.errors import KernelError
from kernel.resources.imports.blobs import Blob
from kernel.resources.imports.choices import BY_HAND, FIXED, OPTIONS
from kernel.resources.imports.days import DAY_FIRST, MONTH_FIRST
from kernel.resources.imports.decoding import LARGEST_FILE
from kernel.resources.imports.kinds import ImportKind
from kernel.resources.imports.previews import Preview
from kernel.resources.imports.pseudonyms import PseudonymColumn
from kernel.resources.imports.running import AT_ONCE, LOOKED_AT, is_large, preview

MAPPING, OPTION, WAS = "map-", "option-", "was-"
ENCODING_WORDS = {
    "utf-8": "UTF-8",
    "cp1252": "Windows, western (cp1252)",
    "cp1250": "Windows, Central European (cp1250)",
    "cp1251": "Windows, Cyrillic (cp1251)",
    "latin-1": "Latin-1",
    "cp932": "Japanese (Shift-JIS)",
    "utf-16": "UTF-16",
}
SEPARATOR_WORDS = {"comma": "Comma", "semicolon": "Semicolon", "tab": "Tab", "pipe": "Pipe"}
SEPARATOR_NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}


class UploadForm(forms.Form):
    """What is in the file, and the file."""

    kind = forms.ChoiceField(label="What is in the file")
    file = forms.FileField(
        label="File",
        help_text=(
            "CSV as your tool exports it; at most 200 MB and a million rows. More than 50,000 are "
            "carried in the background."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,text/csv"}),
        error_messages={"empty": "The file is empty.", "required": "Choose a file."},
    )

    def __init__(self, *args: Any, kinds: Sequence[ImportKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = {kind.full_name: kind for kind in kinds}
        formats = {form.title: form for kind in kinds for form in kind.formats}.values()
        if formats:
            ends = ",".join(suffix for form in formats for suffix in form.suffixes)
            self.fields["file"].widget.attrs["accept"] += f",{ends}"
            also = ", ".join(form.title for form in formats)
            self.fields["file"].help_text += f" Also {also}."
        choices = [(kind.full_name, kind.title) for kind in kinds]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]
        self.content: Blob | None = None
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
        self.content = content = blob_of(file)
        limit = LOOKED_AT if is_large(kind, content) else AT_ONCE
        try:
            self.found = preview(kind, content, name=file.name, limit=limit, rehearse=False)
        except KernelError as refusal:
            if refusal.status >= 500 or refusal.status == 403:
                raise
            self.add_error("file", refusal.detail)
        return cleaned


def blob_of(file: Any) -> Blob:
    """An uploaded file's content, from where Django put it."""
    if hasattr(file, "temporary_file_path"):
        return Blob.at(Path(file.temporary_file_path()))
    return Blob.of(file.read())


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
    """How the file is read, with what was found out; what was found is sent back beside it."""
    fields = [
        *_layout_fields(found), *_fixed_fields(found), *_reading_fields(found), *_hash_fields(found)
    ]  # fmt: skip
    was = [
        {"kind": "hidden", "name": f"{WAS}{field['name']}", "value": _value(field)}
        for field in fields
    ]
    return fields + was


def _value(field: dict[str, Any]) -> str:
    chosen = (o["value"] for o in field.get("options", ()) if o["selected"])
    return str(field.get("value") or next(chosen, ""))


def _reading_fields(found: Preview) -> list[dict[str, Any]]:
    asked = {question.option: question.asks for question in found.questions}
    guess = "" if found.encoding_sure else "Guessed. Change it if names below look wrong."
    separator = SEPARATOR_NAMES.get(found.separator, "")
    reading = found.reading
    marks = {".": "Point, 1,234.56", ",": "Comma, 1.234,56"}
    orders = {DAY_FIRST: "the day comes first", MONTH_FIRST: "the month comes first"}
    table = [
        _select("separator", "Columns are parted by", SEPARATOR_WORDS, separator),
        _asked("decimal_mark", "Decimal mark", marks, reading.decimal_mark, asked),
        _asked("day_order", "In days such as 03/04/2026", orders, reading.day_order, asked),
    ]
    return [
        _select("encoding", "Characters", ENCODING_WORDS, found.encoding, hint=guess),
        *([] if found.form else table),
        {
            "kind": "text",
            "name": f"{OPTION}currency",
            "label": "Currency of amounts without one",
            "value": found.options.get("currency", ""),
            "hint": f"{reading.currency} when empty",
            "maxlength": 3,
        },
    ]


def _asked(
    name: str, label: str, words: dict[str, str], chosen: str, asked: dict[str, str]
) -> dict[str, Any]:
    """A select that waits for an answer where the file leaves it open."""
    asks = asked.get(name, "")
    field = _select(name, label, words, "" if asks else chosen, error=asks)
    return {**field, "blank": "choose one" if asks else ""}


def _layout_fields(found: Preview) -> list[dict[str, Any]]:
    """Which known export the file is."""
    if not found.kind.layouts or found.form:
        return []
    words = {layout.name: layout.title for layout in found.kind.layouts}
    words[BY_HAND] = "None of these, by hand"
    chosen = found.recognised.name if found.recognised else BY_HAND
    return [_select("layout", "Export of", words, chosen)]


def asked_fields(found: Preview) -> list[dict[str, Any]]:
    """The cells of all rows that a person is asked for."""
    labels = {column.name: column.heading for column in found.kind.bound}
    return [
        {
            "kind": "text",
            "name": f"{OPTION}{question.option}",
            "label": labels[question.option.removeprefix(FIXED)],
            "value": "",
            "offers": [answer for answer, _ in question.answers],
            "hint": question.asks,
            "maxlength": 120,
        }
        for question in found.questions
        if question.option.startswith(FIXED)
    ]


def _fixed_fields(found: Preview) -> list[dict[str, Any]]:
    """The cells that hold for all rows."""
    labels = {column.name: column.heading for column in found.kind.bound}
    fixed = []
    for name, value in found.fixed.items():
        rows = "rows without one" if name in found.mapping else "all rows"
        fixed.append(
            {
                "kind": "text",
                "name": f"{OPTION}{FIXED}{name}",
                "label": f"{labels[name]} of {rows}",
                "value": value,
                "maxlength": 60,
            }
        )
    return fixed


def _hash_fields(found: Preview) -> list[dict[str, Any]]:
    if not any(isinstance(column, PseudonymColumn) for column in found.kind.bound):
        return []
    words = {"": "Refuse them", "yes": "Replace them by their SHA-256"}
    return [_select("hash", "E-mail addresses as keys", words, found.options.get("hash", ""))]


def chosen_mapping(data: Any, kind: ImportKind) -> dict[str, str]:
    """The mapping that a form sends: every column of the kind, "" for none."""
    return {
        column.name: data.get(f"{MAPPING}{column.name}", "").replace("\x00", "")
        for column in kind.bound
        if f"{MAPPING}{column.name}" in data
    }


def chosen_options(data: Any, before: dict[str, str]) -> dict[str, str]:
    """The options that a form sends, as far as a person chose them now or ``before``.

    What was merely found out is not kept, so that the next file may be otherwise.
    """
    chosen = {}
    for field in data:
        name = field.removeprefix(OPTION)
        if field == name or not (name in OPTIONS or name.startswith(FIXED)):
            continue
        value = data[field].replace("\x00", "").strip()
        if name in before or value != data.get(f"{WAS}{field}", ""):
            chosen[name] = value.upper() if name == "currency" else value
    return chosen


def other_layout(data: Any) -> bool:
    """Whether a person chose another layout than the one that the form was made for."""
    field = f"{OPTION}layout"
    return field in data and data[field] != data.get(f"{WAS}{field}", "")


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
