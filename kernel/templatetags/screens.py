"""Template tags of the screens: icons, formats, and what `{% include … only %}` leaves out.

`only` drops the context processors' values but keeps the request, so the tags here read the
request where a component needs its token, its notation or the person's theme.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, cast

from django import template
from django.forms import BaseForm
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template import Context
from django.template.defaultfilters import stringfilter
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import slugify

from kernel import formats
from kernel.formats import Notation
from kernel.screens import cookies, icons, table_rows
from kernel.screens import fields as form_parts
from kernel.screens.charts import marks
from kernel.screens.table_rows import row_markup

register = template.Library()
ONCE = "_screens_csrf_field"
FIELD = '<input type="hidden" name="csrfmiddlewaretoken" value="{}">'


def request_of(context: Context) -> HttpRequest | None:
    """The request, from a RequestContext or from a plain `request` value."""
    found = getattr(context, "request", None) or context.get("request")
    return found if isinstance(found, HttpRequest) else None


def notation_of(context: Context) -> Notation:
    """`notation` of the context, else `request.notation`, else the plain English one."""
    found = context.get("notation") or getattr(request_of(context), "notation", None)
    return found if isinstance(found, Notation) else Notation()


@register.simple_tag
def icon(name: str, size: int = 16, extra: str = "") -> SafeString:
    """`{% icon "check" 14 "is-good" %}`"""
    return icons.icon(name, size, extra)


@register.simple_tag
def module_icon(role: str, size: int = 16, extra: str = "") -> SafeString:
    """`{% module_icon "cmo" 16 %}`"""
    return icons.module_icon(role, size, extra)


@register.simple_tag
def severity(level: str) -> SafeString:
    """`{% severity "high" %}`: one to four of four bars, with the name for screen readers."""
    return marks.severity(level)


@register.simple_tag
def legend_mark(kind: str) -> SafeString:
    """`{% legend_mark "whisker" %}`"""
    return marks.legend_mark(kind)


@register.simple_tag
def form_fields(form: BaseForm) -> form_parts.Fields:
    """`{% form_fields form as fields %}`: fields.items, fields.faulty, fields.problem."""
    return form_parts.fields_of(form)


@register.simple_tag(takes_context=True)
def keys_attribute(context: Context) -> SafeString:
    """` data-shortcuts="off"` on `<body>` where the person switched them off."""
    on = cookies.shortcuts(request_of(context))
    return SafeString("" if on else ' data-shortcuts="off"')


@register.simple_tag(takes_context=True)
def csrf(context: Context) -> SafeString:
    """The hidden token field, also inside a component included with `only`.

    One masked token serves the whole page. Writes nothing where there is no request.
    """
    request = request_of(context)
    if request is None:
        return SafeString("")
    if not hasattr(request, ONCE):
        setattr(request, ONCE, format_html(FIELD, get_token(request)))
    return cast(SafeString, getattr(request, ONCE))


@register.simple_tag(takes_context=True)
def resource_row(context: Context, row: Any, bulk: Any, menu: Any, table_id: str) -> SafeString:
    """One row, as components/resource_table.html describes it."""
    token = csrf(context)
    return row_markup(row, bulk=bulk, menu=menu, table_id=table_id or "", token=token)


@register.simple_tag(takes_context=True)
def theme_attribute(context: Context) -> SafeString:
    """` data-theme="dark"` on `<html>` where the person chose a theme, so nothing flashes."""
    chosen = cookies.theme(request_of(context))
    return SafeString("") if chosen == "system" else format_html(' data-theme="{}"', chosen)


@register.simple_tag(takes_context=True)
def appearance(context: Context) -> dict[str, Any]:
    """`{% appearance as look %}`: look.theme, look.shortcuts and look.path."""
    request = request_of(context)
    return {
        "theme": cookies.theme(request),
        "shortcuts": cookies.shortcuts(request),
        "path": request.get_full_path() if request else "/",
    }


@register.simple_tag(takes_context=True)
def money(
    context: Context,
    minor: int | None,
    currency: str = "",
    cents: bool | None = None,
    missing: str = "no data",
) -> str:
    """`{% money row.cost row.currency %}`, `cents=True` where rows add up."""
    return notation_of(context).money(minor, currency, cents=cents, missing=missing)


@register.simple_tag(takes_context=True)
def number(context: Context, value: Any, digits: int = 0, missing: str = "no data") -> str:
    """`{% number 5.51 2 %}`"""
    return notation_of(context).number(value, digits, missing)


@register.simple_tag(takes_context=True)
def percent(context: Context, fraction: Any, digits: int | None = None) -> str:
    """`{% percent 0.0299 %}` → 2.99%"""
    return notation_of(context).percent(fraction, digits)


@register.simple_tag(takes_context=True)
def count(context: Context, n: int | None, one: str, many: str = "") -> str:
    """`{% count 47 "task" %}` → 47 tasks"""
    return notation_of(context).count(n, one, many)


@register.simple_tag(takes_context=True)
def day(context: Context, value: date | None, weekday: bool = False) -> str:
    """`{% day run.finished_on weekday=True %}` → Sat 31 Jan"""
    return notation_of(context).day(value, weekday=weekday)


@register.filter
def clock(value: datetime | None) -> str:
    """`{{ event.at|clock }}` → 09:42; give a time already in the workspace's zone."""
    return formats.clock(value) if value else ""


@register.filter
def duration(seconds: float | None) -> str:
    """`{{ step.seconds|duration }}` → 1.8 s"""
    return formats.duration(seconds)


@register.filter
@stringfilter
def heading_id(text: str) -> str:
    """The id of a section's heading: "Five that matter" → h-five-that-matter."""
    return f"h-{slugify(text)}"


register.filter("initials", table_rows.initials)
