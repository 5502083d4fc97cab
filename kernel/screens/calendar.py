"""A calendar by month, by week or as a list: which days, what stands on them, where it leads.

Days are those of the time zone that the caller names. Nothing here knows what the entries are.
"""

from __future__ import annotations

import calendar as months
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any, Literal, get_args
from zoneinfo import ZoneInfo

from kernel.formats import Notation, clock, day_range
from kernel.formats.dates import MONTHS, WEEKDAYS

View = Literal["month", "week", "list"]
VIEWS: tuple[str, ...] = get_args(View)
DAY = timedelta(days=1)
EARLIEST, LATEST = date(1950, 1, 1), date(2150, 12, 31)
SHOWN_IN_A_MONTH = 4
LONGEST = 62


@dataclass(frozen=True, slots=True)
class Entry:
    """Something with a time: ``start`` and ``end`` are aware; midnight to midnight is all day.

    ``tone`` is a badge's, ``clash`` says in words what it collides with, ``note`` what it is.
    """

    title: str
    start: datetime
    end: datetime | None = None
    url: str = ""
    note: str = ""
    tone: str = ""
    clash: str = ""
    struck: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days about which something is said, both ends included."""

    first: date
    last: date
    words: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is looked at: the view, the day that it is about, and the days that it holds."""

    view: View
    on: date
    first: date
    last: date

    @property
    def days(self) -> list[date]:
        """Every day of the sheet, in order."""
        return [self.first + DAY * n for n in range((self.last - self.first).days + 1)]

    @property
    def title(self) -> str:
        """ "February 2026", or the week's days."""
        if self.view == "week":
            return day_range(self.first, self.last)
        return f"{MONTHS[self.on.month - 1]} {self.on.year}"

    def moved(self, by: int) -> date:
        """The day that the sheet before (-1) or after (1) is about; it stays within reason."""
        if self.view == "week":
            return _within(self.on + timedelta(weeks=by))
        place = self.on.year * 12 + self.on.month - 1 + by
        return _within(date(place // 12, place % 12 + 1, 1))


@dataclass(frozen=True, slots=True)
class Week:
    """How a workspace counts its week: ``first`` and ``working`` are ISO days, 1 is Monday."""

    first: int = 1
    working: Collection[int] = (1, 2, 3, 4, 5)
    holidays: Collection[date] = ()

    def start(self, day: date) -> date:
        """The first day of the week that holds this day."""
        return day - DAY * ((day.isoweekday() - self.first) % 7)

    def works(self, day: date) -> bool:
        """Whether it is a working day."""
        return day.isoweekday() in self.working and day not in self.holidays


@dataclass(frozen=True, slots=True)
class Links:
    """Where a calendar leads: another sheet, and a form for a new entry on a day."""

    sheet: Callable[[str, date], str]
    add: Callable[[date], str] | None = None
    noun: str = "event"


def sheet(asked: Mapping[str, str], today: date, week: Week) -> Sheet:
    """The sheet that ``view`` and ``on`` ask for; what cannot be read is the month of today."""
    view = asked.get("view", "")
    chosen: View = view if view in VIEWS else "month"  # type: ignore[assignment]
    return sheet_of(chosen, _day(asked.get("on", "")) or today, week)


def sheet_of(view: View, on: date, week: Week) -> Sheet:
    """A month is shown in whole weeks, a list from the first to the last of its month."""
    on = _within(on)
    if view == "week":
        first = week.start(on)
        return Sheet(view, on, first, first + DAY * 6)
    first = on.replace(day=1)
    last = on.replace(day=months.monthrange(on.year, on.month)[1])
    if view == "month":
        first, last = week.start(first), week.start(last) + DAY * 6
    return Sheet(view, on, first, last)


def span(shown: Sheet, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The moments from the sheet's first midnight to that after its last day."""
    midnight = datetime.min.time()
    return (
        datetime.combine(shown.first, midnight, zone),
        datetime.combine(shown.last + DAY, midnight, zone),
    )


@dataclass
class Page:
    """A sheet with what stands on it, as components/calendar_grid.html takes it."""

    shown: Sheet
    entries: Sequence[Entry]
    notes: Sequence[Stretch]
    zone: ZoneInfo
    week: Week
    notation: Notation
    links: Links
    by_day: dict[date, list[dict[str, Any]]] = field(default_factory=dict)

    def context(self) -> dict[str, Any]:
        """The component's whole context."""
        self.by_day = self._by_day()
        shown, links = self.shown, self.links
        days = [self._day(day) for day in shown.days]
        rows = [days[n : n + 7] for n in range(0, len(days), 7)] if shown.view != "list" else []
        if shown.view == "list":
            days = [day for day in days if day["entries"] or day["notes"] or day["today"]]
        return {
            "view": shown.view,
            "title": shown.title,
            "views": [
                {
                    "label": view.capitalize(),
                    "url": links.sheet(view, shown.on),
                    "current": view == shown.view,
                }
                for view in VIEWS
            ],
            "previous": self._step(-1),
            "next": self._step(1),
            "now": {"label": "Today", "url": links.sheet(shown.view, self.today)}
            if not shown.first <= self.today <= shown.last
            else None,
            "heads": [self._head(day) for day in shown.days[:7]] if rows else [],
            "weeks": rows,
            "days": days if not rows else [],
            "zone": self.zone.key.replace("_", " "),
            "count": sum(map(len, self.by_day.values())),
        }

    @property
    def today(self) -> date:
        return self.notation.today or self.shown.on

    def _step(self, by: int) -> dict[str, str]:
        day = self.shown.moved(by)
        there = sheet_of(self.shown.view, day, self.week)
        word = "Earlier" if by < 0 else "Later"
        return {"label": f"{word}: {there.title}", "url": self.links.sheet(self.shown.view, day)}

    def _head(self, day: date) -> dict[str, Any]:
        name = WEEKDAYS[day.weekday()]
        return {"short": name[:3], "long": name, "off": day.isoweekday() not in self.week.working}

    def _day(self, day: date) -> dict[str, Any]:
        entries = self.by_day.get(day, [])
        short = self.shown.view == "month" and len(entries) > SHOWN_IN_A_MONTH
        said = self.notation.day(day, weekday=True)
        return {
            "iso": day.isoformat(),
            "number": day.day,
            "long": said,
            "url": self.links.sheet("week", day) if self.shown.view == "month" else "",
            "today": day == self.today,
            "outside": self.shown.view == "month" and day.month != self.shown.on.month,
            "off": not self.week.works(day),
            "holiday": day in self.week.holidays,
            "entries": entries[: SHOWN_IN_A_MONTH - 1] if short else entries,
            "more": len(entries) - SHOWN_IN_A_MONTH + 1 if short else 0,
            "notes": [one.words for one in self.notes if self._is_said(one, day)],
            "gap": any(one.first <= day <= one.last for one in self.notes),
            "add": {
                "url": self.links.add(day),
                "label": f"Add {self.links.noun} on {said}",
            }
            if self.links.add
            else None,
        }

    def _is_said(self, one: Stretch, day: date) -> bool:
        """A stretch is named on the first of its days that the sheet holds."""
        return day == max(one.first, self.shown.first) and day <= one.last

    def _by_day(self) -> dict[date, list[dict[str, Any]]]:
        placed: dict[date, list[tuple[bool, datetime, str, dict[str, Any]]]] = {}
        for entry in self.entries:
            local = self._local(entry)
            for day, shown in self._days_of(local):
                whole = not shown["time"]
                placed.setdefault(day, []).append((not whole, local.start, entry.title, shown))
        return {
            day: [shown for *_, shown in sorted(found, key=lambda one: one[:3])]
            for day, found in placed.items()
        }

    def _local(self, entry: Entry) -> Entry:
        end = entry.end.astimezone(self.zone) if entry.end else None
        return replace(entry, start=entry.start.astimezone(self.zone), end=end)

    def _days_of(self, entry: Entry) -> list[tuple[date, dict[str, Any]]]:
        """The entry on each day that it touches and that the sheet holds."""
        first, last = entry.start.date(), entry.start.date()
        if entry.end and entry.end > entry.start:
            last = (entry.end - timedelta(microseconds=1)).date()
        whole = _is_midnight(entry.start) and (entry.end is None or _is_midnight(entry.end))
        days = [first + DAY * n for n in range(min((last - first).days, LONGEST) + 1)]
        base = {
            "title": entry.title,
            "url": entry.url,
            "note": entry.note,
            "tone": entry.tone,
            "clash": entry.clash,
            "struck": entry.struck,
        }
        return [
            (day, base | {"time": self._time(entry, day, whole), "continued": day != first})
            for day in days
            if self.shown.first <= day <= self.shown.last
        ]

    def _time(self, entry: Entry, day: date, whole: bool) -> str:
        if whole or day != entry.start.date():
            return ""
        if self.shown.view == "month" or not entry.end or entry.end.date() != day:
            return clock(entry.start)
        return f"{clock(entry.start)} to {clock(entry.end)}"


def page(
    shown: Sheet,
    entries: Sequence[Entry],
    *,
    zone: ZoneInfo,
    week: Week,
    notation: Notation,
    links: Links,
    notes: Sequence[Stretch] = (),
) -> dict[str, Any]:
    """Context of components/calendar_grid.html; ``notation.today`` is the day that is marked."""
    return Page(shown, entries, notes, zone, week, notation, links).context()


def _is_midnight(moment: datetime) -> bool:
    return (moment.hour, moment.minute, moment.second) == (0, 0, 0)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _within(day: date) -> date:
    return min(max(day, EARLIEST), LATEST)
