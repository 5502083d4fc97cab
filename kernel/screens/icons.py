"""Inline icons: the drawings of `templates/icons`, read once."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from kernel.core.registry import get_all_modules

FOLDER = Path(__file__).resolve().parents[2] / "templates" / "icons"
SIZES = {14: "icon icon--s", 16: "icon", 20: "icon icon--l", 24: "icon icon--xl"}
NAME = re.compile(r"[a-z0-9][a-z0-9-]*")
BOX = "box"


class UnknownIconError(LookupError):
    """No drawing of that name, or no class for that size."""


@cache
def is_drawn(name: str) -> bool:
    """Whether `templates/icons` holds a drawing of that name."""
    return NAME.fullmatch(name) is not None and (FOLDER / f"{name}.svg").is_file()


@cache
def drawing(name: str) -> SafeString:
    """The inner markup of one icon on its 24-unit box.

    Raises UnknownIconError when `templates/icons/NAME.svg` does not exist.
    """
    if not is_drawn(name):
        raise UnknownIconError(f"templates/icons holds no {name}.svg")
    text = (FOLDER / f"{name}.svg").read_text(encoding="utf-8").strip()
    inner = text.partition(">")[2].rpartition("</svg>")[0]
    return mark_safe(inner)  # noqa: S308  a file of the repository, chosen by a checked name


@cache
def icon(name: str, size: int = 16, extra: str = "") -> SafeString:
    """One icon as markup that screen readers pass over.

    `size` is 14, 16, 20 or 24 px; `extra` adds classes such as "is-good" or "icon--spin".
    """
    if size not in SIZES:
        raise UnknownIconError(f"icons come in {', '.join(map(str, SIZES))} px, not {size}")
    classes = f"{SIZES[size]} {extra}".strip()
    return format_html(
        '<svg class="{}" viewBox="0 0 24 24" fill="none" stroke="currentColor"'
        ' stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">{}</svg>',
        classes,
        drawing(name),
    )


def module_icon(role: str, size: int = 16, extra: str = "") -> SafeString:
    """The icon that a module's manifest names; a plain box for a module that is not there."""
    named = next((one.icon for one in get_all_modules() if one.role == role), BOX)
    return icon(named if is_drawn(named) else BOX, size, extra)
