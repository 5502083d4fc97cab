"""A list with invented tasks."""

# ruff: noqa: E501  an invented row stays on one line

from __future__ import annotations

from typing import Any

STATUSES = ["todo", "doing", "blocked", "done", "cancelled"]
TONES = {"blocked": "bad", "doing": "now", "done": "good", "todo": "", "cancelled": "off"}
TASKS = [
    ("Correct VAT on order 88213", "Order to door", "Invoice", "blocked", "Tom Aerts", "critical", "Fri 30 Jan", "1 day late", "bad"),
    ("Repack return R-4417", "Return handling", "Quality check", "blocked", "Joris Kamp", "high", "Mon 2 Feb", "1.2 work hours left", "warn"),
    ("Inspect return R-4421", "Return handling", "Quality check", "doing", "Joris Kamp", "high", "Mon 2 Feb", "3.0 left", "warn"),
    ("Inspect return R-4422", "Return handling", "Quality check", "todo", "Lena Okafor", "high", "Mon 2 Feb", "3.4 left", "warn"),
    ("Pick order 88240", "Order to door", "Pick", "doing", "Sanne Vos", "medium", "Mon 2 Feb", "", ""),
    ("Photograph Lumen arm, oak", "Product launch", "Photos", "doing", "Aya Tanaka", "medium", "Tue 3 Feb", "", ""),
    ("Call carrier about pallet 3", "Order to door", "Ship", "blocked", "Dewi Hart", "high", "Tue 3 Feb", "", ""),
    ("Approve supplier quote Q-118", "Purchasing", "Approve", "blocked", "", "medium", "Wed 4 Feb", "", ""),
]  # fmt: skip


def _row(n: int, task: tuple[str, ...]) -> dict[str, Any]:
    name, process, stage, status, person, level, due, note, tone = task
    return {
        "id": n,
        "name": name,
        "url": "#",
        "picked": n in (1, 2),
        "error": "Not saved: Lena Okafor set it to done at 09:40." if n == 3 else "",
        "cells": [
            {"label": "Process", "text": process, "sub": stage},
            {
                "label": "Status", "kind": "select", "name": "status", "action": "#", "tone": TONES[status],
                "options": [{"value": s, "label": s, "selected": s == status} for s in STATUSES],
            },
            {"label": "Assignee", "kind": "person", "text": person} if person else {"label": "Assignee", "kind": "missing", "text": "nobody"},
            {"label": "Priority", "kind": "severity", "text": level, "minor": True},
            {"label": "Due", "text": due, "note": note, "tone": tone},
        ],
        "menu": [
            {"label": "Open", "url": "#", "icon": "arrow-right"},
            {"label": "History, 6 changes", "url": "#", "icon": "history"},
            {"label": "Duplicate", "url": "#", "icon": "copy", "post": True},
            {"label": "Cancel the task", "url": "#", "icon": "circle-slash", "post": True, "rule": True},
        ],
    }  # fmt: skip


def context() -> dict[str, Any]:
    """What kernel/gallery/list.html shows."""
    heads = ["Task", "Process and step", "Status", "Assignee", "Priority", "Due"]
    table = {
        "id": "tasks", "noun": "tasks", "caption": "Tasks, 47, sorted by due date", "menu": True,
        "search": {"name": "q", "label": "Search tasks", "placeholder": "Title, order, person", "action": ""},
        "chips": [{"text": "Status is not", "value": "done", "remove": "#"}, {"text": "Due before", "value": "9 Feb", "remove": "#"}],
        "filters": {"action": "", "fields": [{"name": "assignee", "label": "Assignee", "kind": "select", "blank": "Anybody", "options": [{"value": "1", "label": "Tom Aerts"}]}, {"name": "due", "label": "Due before", "kind": "date"}]},
        "columns_menu": [{"label": "Process", "url": "#", "shown": True}, {"label": "Estimate", "url": "#"}],
        "export": {"label": "Export 47 rows", "url": "#"},
        "columns": [{"label": head, "sort": "#", "sorted": "ascending" if head == "Due" else ""} for head in heads],
        "rows": [_row(n, task) for n, task in enumerate(TASKS)],
        "bulk": {"action": "#", "choices": [{"name": "do", "value": "hand", "label": "Hand over…"}, {"name": "do", "value": "status", "label": "Set status…"}], "all": {"label": "Select all 47", "url": "#"}, "clear": "#"},
        "pager": {"said": "1 to 8 of 47 tasks", "previous": "", "next": "#", "sizes": [{"n": 8, "current": True}, {"n": 25, "url": "#"}, {"n": 50, "url": "#"}]},
    }  # fmt: skip
    return {
        "title": "Tasks",
        "lede": "Three returns wait in Quality check and are due on Monday morning.",
        "tools": [
            {"label": "Board", "url": "#"},
            {"label": "New task", "url": "#", "icon": "plus", "primary": True},
        ],
        "table": table,
    }
