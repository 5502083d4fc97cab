"""Rows of a table as markup, written in Python: a list of 25 rows is 200 cells.

The same markup as template code took ten times as long (0.7 ms a row). The context is described
in components/resource_table.html, where page authors look for it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from html import escape
from typing import Any

from django.utils.safestring import SafeString

from kernel.formats import day

from .charts.marks import severity
from .icons import icon

Cell = Mapping[str, Any]
Row = Mapping[str, Any]


def esc(value: Any) -> str:
    """Escaped unless already safe, as Django's conditional_escape without its lazy wrapper."""
    return str(value.__html__()) if hasattr(value, "__html__") else escape(str(value))


def initials(name: str) -> str:
    """ "Ines Vermeer" → IV"""
    words = str(name).split()
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words))


def row_markup(row: Row, *, bulk: Any, menu: Any, table_id: str, token: str) -> SafeString:
    """One `<tr>`. `token` is the hidden CSRF field, already safe; all words are escaped."""
    key, name = esc(row["id"]), esc(row["name"])
    parts = [f'<tr class="row" id="row-{key}">']
    if bulk:
        picked = " checked" if row.get("picked") else ""
        parts.append(
            f'<td class="rtable__pick"><label><input type="checkbox" name="id" value="{key}"'
            f' form="{esc(table_id)}-bulk"{picked}><span class="vh">Select {name}</span>'
            "</label></td>"
        )
    parts.append(f'<th scope="row">{_linked(row, name)}')
    if row.get("sub"):
        parts.append(f'<span class="sub">{esc(row["sub"])}</span>')
    if row.get("error"):
        sign = icon("triangle-alert", 14)
        parts.append(f'<span class="error">{sign}<span>{esc(row["error"])}</span></span>')
    parts.append("</th>")
    parts += [_cell(cell, key, name, token) for cell in row.get("cells", ())]
    if menu:
        items = row.get("menu")
        inner = _menu(f"More for {name}", items, token) if items else ""
        parts.append(f'<td class="num rtable__menu">{inner}</td>')
    parts.append("</tr>")
    return SafeString("".join(parts))


def _linked(source: Mapping[str, Any], words: str) -> str:
    if not source.get("url"):
        return words
    figure = ' class="fig"' if source.get("figure") else ""
    return f'<a{figure} href="{esc(source["url"])}">{words}</a>'


def _cell(cell: Cell, key: str, name: str, token: str) -> str:
    kind = cell.get("kind") or "text"
    attributes = ' class="num"' if kind == "num" else ""
    if cell.get("label"):
        attributes += f' data-label="{esc(cell["label"])}"'
    if cell.get("minor"):
        attributes += " data-minor"
    inner = SHOWN[kind](cell) if kind in SHOWN else _edit(cell, kind, key, name, token)
    if cell.get("sub"):
        minor = "" if cell.get("keep") else " data-minor"
        inner += f'<span class="sub"{minor}>{esc(cell["sub"])}</span>'
    return f"<td{attributes}>{inner}</td>"


def _text(cell: Cell) -> str:
    words, tone, note = esc(cell.get("text", "")), cell.get("tone"), cell.get("note")
    if cell.get("url"):
        shown = _linked(cell, words)
    elif tone and not note:
        shown = f'<span class="is-{esc(tone)}">{words}</span>'
    else:
        shown = words
    if note:
        class_ = f' class="is-{esc(tone)}"' if tone else ""
        shown += f" <span{class_}>{esc(note)}</span>"
    return shown


def _missing(cell: Cell) -> str:
    return f'<span class="missing">{esc(cell.get("text") or "no data")}</span>'


def _person(cell: Cell) -> str:
    words = cell.get("text", "")
    return (
        '<span class="row-flex nowrap"><span class="avatar avatar--s" aria-hidden="true">'
        f"{esc(initials(words))}</span>{esc(words)}</span>"
    )


def _severity(cell: Cell) -> str:
    level = str(cell["text"])
    return (
        f'<span class="row-flex nowrap">{severity(level)}'
        f'<span aria-hidden="true">{esc(level)}</span></span>'
    )


SHOWN: dict[str, Callable[[Cell], str]] = {
    "text": _text,
    "num": _text,
    "missing": _missing,
    "person": _person,
    "severity": _severity,
}


def _edit(cell: Cell, kind: str, key: str, name: str, token: str) -> str:
    action, field = esc(cell["action"]), esc(cell["name"])
    hidden = "".join(
        f'<input type="hidden" name="{esc(pair["name"])}" value="{esc(pair["value"])}">'
        for pair in cell.get("hidden") or ()
    )
    named = (
        f' name="{field}" id="{field}-{key}" aria-label="{esc(cell.get("label", field))} of {name}"'
    )
    if kind == "select":
        tone = esc(cell.get("tone") or "quiet")
        control = (
            f'<select class="status status--{tone}"{named}>{_options(cell["options"])}</select>'
        )
    else:
        value = "" if cell.get("value") is None else esc(cell["value"])
        type_ = esc(cell.get("type") or "text")
        control = f'<input class="status status--plain" type="{type_}" value="{value}"{named}>'
        if type_ == "date":
            control = _dated(control, value, f"{field}-{key}")
    return (
        f'<form class="edit" method="post" action="{action}" hx-post="{action}" hx-trigger="change"'
        f' hx-target="#row-{key}" hx-swap="outerHTML">{token}{hidden}{control}'
        '<noscript><button type="submit" class="btn">Save</button></noscript></form>'
    )


def _dated(control: str, value: str, id_: str) -> str:
    """A date field that says its day as everywhere else until it is being changed."""
    said = day(dt.date.fromisoformat(value)) if value else "no date"
    faint = "" if value else " missing"
    return (
        f'<span class="dated">{control}'
        f'<output class="dated__said{faint}" for="{id_}" aria-hidden="true">{said}</output></span>'
    )


def _options(options: Iterable[Mapping[str, Any]]) -> str:
    return "".join(
        f'<option value="{esc(option["value"])}"{" selected" if option.get("selected") else ""}>'
        f"{esc(option['label'])}</option>"
        for option in options
    )


def _menu(label: str, items: Iterable[Mapping[str, Any]], token: str) -> str:
    entries = []
    for item in items:
        words = (icon(item["icon"], 14) if item.get("icon") else "") + esc(item["label"])
        if item.get("rule"):
            entries.append("<hr>")
        if item.get("post"):
            entries.append(
                f'<form method="post" action="{esc(item["url"])}">{token}'
                f'<button type="submit">{words}</button></form>'
            )
        else:
            entries.append(f'<a href="{esc(item["url"])}">{words}</a>')
    return (
        f'<details class="menu"><summary class="iconbtn" aria-label="{label}">{icon("ellipsis")}'
        f'</summary><div class="menu__items">{"".join(entries)}</div></details>'
    )
