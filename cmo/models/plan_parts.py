"""The items of a plan's lists: a channel's part of the budget, a milestone, a risk.

Each check raises ValidationError with one sentence a fault, the item's place first.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError

from cmo.models.columns import channel_key

MOST_CHANNELS, MOST_MILESTONES, MOST_RISKS = 30, 40, 20
LONGEST_TITLE, LONGEST_TEXT = 160, 600
SHARE_DIGITS = 5
LARGEST_AMOUNT = 2**63 - 1
_KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}\Z")

Check = Callable[[Any], str]


def check_allocation(items: Any) -> None:
    """`{channel, share 0..1, amount in minor units or null}`; a channel once, at most 1 in all."""
    kinds: dict[str, Check] = {"channel": _channel, "share": _share, "amount": _amount}
    faults = list(_faults(items, kinds, MOST_CHANNELS, optional=("amount",)))
    if not faults:
        channels = [item["channel"] for item in items]
        for channel in sorted({one for one in channels if channels.count(one) > 1}):
            faults.append(f"{channel} is there twice.")
        total = sum((Decimal(str(item["share"])) for item in items), Decimal(0))
        if total > 1:
            faults.append(f"The shares add up to {_percent(total)}, more than 100%.")
    _refuse(faults)


def check_milestones(items: Any) -> None:
    """`{key, date, title, detail, done}`: the key names it within the plan, the day is ISO."""
    kinds: dict[str, Check] = {
        "key": _key,
        "date": _day,
        "title": _title,
        "detail": _text,
        "done": _flag,
    }
    faults = list(_faults(items, kinds, MOST_MILESTONES, optional=("detail", "done")))
    if not faults:
        keys = [item["key"] for item in items]
        for key in sorted({one for one in keys if keys.count(one) > 1}):
            faults.append(f"Two milestones have the key {key}.")
    _refuse(faults)


def check_risks(items: Any) -> None:
    """`{title, sign, answer}`: what may happen, what shows that it does, what is done then."""
    kinds: dict[str, Check] = {"title": _title, "sign": _text, "answer": _text}
    _refuse(list(_faults(items, kinds, MOST_RISKS, optional=("sign", "answer"))))


def _faults(
    items: Any, kinds: Mapping[str, Check], most: int, *, optional: tuple[str, ...]
) -> Iterator[str]:
    if not isinstance(items, list):
        yield "Send a list."
        return
    if len(items) > most:
        yield f"At most {most} are kept, these are {len(items)}."
        return
    for place, item in enumerate(items, start=1):
        if not isinstance(item, Mapping):
            yield f"{place}: send an object with {', '.join(kinds)}."
            continue
        for name in sorted(set(item) - set(kinds)):
            yield f"{place}, {str(name)[:40]}: this is not known here."
        for name, check in kinds.items():
            if name not in item:
                if name not in optional:
                    yield f"{place}, {name}: this is required."
            elif fault := check(item[name]):
                yield f"{place}, {name}: {fault}"


def _refuse(faults: list[str]) -> None:
    if faults:
        raise ValidationError([ValidationError(fault, code="invalid") for fault in faults[:20]])


def _channel(value: Any) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > 60:
        return "name a channel with at most 60 letters."
    return "" if value == channel_key(value) else f"write it as {channel_key(value)}."


def _share(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        return "give a share from 0 to 1."
    try:
        share = Decimal(str(value))
    except InvalidOperation:
        return "give a share from 0 to 1."
    if not share.is_finite() or not 0 <= share <= 1:
        return "give a share from 0 to 1."
    return ""


def _amount(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= LARGEST_AMOUNT:
        return "give whole minor units, not below 0."
    return ""


def _key(value: Any) -> str:
    good = isinstance(value, str) and bool(_KEY.match(value))
    return "" if good else "use lower-case letters, digits, - and _, at most 60."


def _day(value: Any) -> str:
    if isinstance(value, dt.date):
        return ""
    try:
        good = isinstance(value, str) and dt.date.fromisoformat(value).isoformat() == value
    except ValueError:
        good = False
    return "" if good else "write a day as 2026-01-31."


def _title(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        return "this is required."
    return "" if len(value) <= LONGEST_TITLE else f"use at most {LONGEST_TITLE} letters."


def _text(value: Any) -> str:
    if not isinstance(value, str):
        return "send text."
    return "" if len(value) <= LONGEST_TEXT else f"use at most {LONGEST_TEXT} letters."


def _flag(value: Any) -> str:
    return "" if isinstance(value, bool) else "send true or false."


def _percent(share: Decimal) -> str:
    return f"{(share * 100).normalize():f}%"
