"""What the marketing calendar shows: entries, what clashes, and where nothing goes out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest

from cmo.analysis import clashes, gaps
from cmo.analysis.calendar import Clash, Event
from cmo.models import CalendarEvent, Campaign, ContentAsset, MarketingPlan
from cmo.models.calendar_event import EventKind, EventStatus
from cmo.models.campaign import CampaignStatus
from cmo.models.columns import channel_key, channel_label
from cmo.models.content_asset import AssetStatus
from cmo.models.marketing_plan import PlanStatus
from kernel.core.windows import Window
from kernel.formats import Notation, duration
from kernel.resources import addresses
from kernel.resources.rights import notation
from kernel.screens import calendar
from kernel.tenancy import here

NEAR = dt.timedelta(days=3)
SILENCE = 7
TONES = {EventStatus.CONFIRMED: "good", EventStatus.DONE: "off", EventStatus.CANCELLED: "off"}
RUNNING = (CampaignStatus.DRAFT, CampaignStatus.SCHEDULED, CampaignStatus.ACTIVE)
HEARD = (EventKind.LAUNCH, EventKind.PUBLISH, EventKind.SEND, EventKind.EVENT)
"""Kinds of entries that people outside notice, on whatever channel."""
PATH = "/cmo/calendar/"


@dataclass(frozen=True, slots=True)
class Place:
    """Whose calendar it is: time zone, week, hours and the way it writes days."""

    zone: ZoneInfo
    week: calendar.Week
    opens: dt.time
    notes: Notation


def page(request: HttpRequest, *, may_write: bool) -> dict[str, Any]:
    """The whole screen: the grid, and under it every clash and silence in words."""
    place = _place(request)
    today = place.notes.today or dt.date.today()
    shown = calendar.sheet(request.GET, today, place.week)
    chosen = _chosen(request)
    rows = _rows(shown, place, chosen)
    found = _clashes(rows)
    silent = _silences(today, place) if not any(chosen.values()) else ()
    entries = [*_entries(rows, found, place), *_undated(shown, place, chosen)]
    if not any(chosen.values()):
        said = {(row.title, row.starts_at.astimezone(place.zone).date()) for row in rows}
        entries += [
            one for one in _milestones(shown, place) if (one.title, one.start.date()) not in said
        ]
    grid = calendar.page(
        shown,
        entries,
        zone=place.zone,
        week=place.week,
        notation=place.notes,
        links=_links(chosen, place, may_write=may_write),
        notes=[calendar.Stretch(one.first, one.last, _silent_until(one, place)) for one in silent],
    )
    inside = [one for one in silent if one.last >= shown.first and one.first <= shown.last]
    clashing = _told(found, rows, place, shown)
    return {
        "title": "Calendar",
        "calendar": grid,
        "lede": _lede(grid, len(clashing), len(inside), place.notes),
        "filters": _filters(shown, chosen),
        "clashes": clashing,
        "silences": [
            {
                "days": place.notes.day_range(one.first, one.last),
                "long": place.notes.count(one.days, "day"),
                "url": _add_url(place.week, one.first, place),
            }
            for one in inside
        ],
        "may_write": may_write,
        "empty": not CalendarEvent.objects.exists(),
    }


def _chosen(request: HttpRequest) -> dict[str, str]:
    """The filters of the address; what names nothing is left out."""
    campaign = request.GET.get("campaign", "")
    known = _is_id(campaign) and Campaign.objects.filter(pk=campaign).exists()
    return {
        "channel": channel_key(request.GET.get("channel", "").replace("\x00", ""))[:60],
        "campaign": campaign if known else "",
    }


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _place(request: HttpRequest) -> Place:
    space = here.workspace()
    week = calendar.Week(space.first_weekday, tuple(space.working_days), tuple(space.holidays))
    return Place(ZoneInfo(space.timezone), week, space.workday_start, notation(request))


def _rows(shown: calendar.Sheet, place: Place, chosen: dict[str, str]) -> list[CalendarEvent]:
    """Entries of the sheet and shortly around it, since a clash may reach over its edge."""
    first, last = calendar.span(shown, place.zone)
    rows = CalendarEvent.objects.select_related("campaign").filter(starts_at__lt=last + NEAR)
    rows = rows.filter(starts_at__gte=first - NEAR) | rows.filter(ends_at__gte=first)
    if chosen["channel"]:
        rows = rows.filter(channel=chosen["channel"])
    if chosen["campaign"]:
        rows = rows.filter(campaign_id=chosen["campaign"])
    return list(rows.order_by("starts_at", "pk"))


def _clashes(rows: Sequence[CalendarEvent]) -> tuple[Clash, ...]:
    live = (row for row in rows if row.status != EventStatus.CANCELLED)
    return clashes([Event(str(row.pk), row.channel, row.starts_at, row.ends_at) for row in live])


def _entries(
    rows: Sequence[CalendarEvent], found: Sequence[Clash], place: Place
) -> list[calendar.Entry]:
    by_id = {str(row.pk): row for row in rows}
    said: dict[str, str] = {}
    for clash in found:
        for own, other in ((clash.first, clash.second), (clash.second, clash.first)):
            said.setdefault(own, why(clash, by_id[other].title))
    return [
        calendar.Entry(
            title=row.title,
            start=row.starts_at,
            end=row.ends_at,
            url=addresses.row_path(CalendarEvent, row.pk),
            note=_note(row),
            tone=TONES.get(EventStatus(row.status), ""),
            clash=said.get(str(row.pk), ""),
            struck=row.status == EventStatus.CANCELLED,
        )
        for row in rows
    ]


def _note(row: CalendarEvent) -> str:
    parts = [row.get_kind_display()]
    if row.channel:
        parts.append(channel_label(row.channel))
    if row.campaign is not None and row.campaign.name not in row.title:
        parts.append(row.campaign.name)
    if row.status != EventStatus.PLANNED:
        parts.append(row.get_status_display().lower())
    return ", ".join(parts)


def why(clash: Clash, other: str) -> str:
    """What collides with what, in a sentence."""
    channel = channel_label(clash.channel)
    if clash.kind == "overlap":
        return f"At the same time as “{other}” on {channel}."
    return (
        f"{duration(clash.between)} from “{other}”; on {channel} they should be "
        f"{duration(clash.apart)} apart."
    )


def _told(
    found: Sequence[Clash], rows: Sequence[CalendarEvent], place: Place, shown: calendar.Sheet
) -> list[dict[str, Any]]:
    by_id = {str(row.pk): row for row in rows}
    told = []
    for clash in found:
        first, second = by_id[clash.first], by_id[clash.second]
        day = second.starts_at.astimezone(place.zone).date()
        if shown.first <= day <= shown.last:
            told.append(
                {
                    "day": place.notes.day(day, weekday=True),
                    "first": {"title": first.title, "url": _row(first)},
                    "second": {"title": second.title, "url": _row(second)},
                    "why": why(clash, first.title),
                    "move": addresses.row_path(CalendarEvent, second.pk, "edit"),
                }
            )
    return told


def _row(row: CalendarEvent) -> str:
    return addresses.row_path(CalendarEvent, row.pk)


def _undated(shown: calendar.Sheet, place: Place, chosen: dict[str, str]) -> list[calendar.Entry]:
    """Content with a day but no entry of its own: it stands on its day without a time."""
    rows = ContentAsset.objects.filter(
        publish_on__range=(shown.first, shown.last), events__isnull=True
    ).exclude(status=AssetStatus.ARCHIVED)
    if chosen["channel"]:
        rows = rows.filter(channel=chosen["channel"])
    if chosen["campaign"]:
        rows = rows.filter(campaign_id=chosen["campaign"])
    return [
        calendar.Entry(
            title=row.title,
            start=dt.datetime.combine(row.publish_on, dt.time.min, place.zone),
            url=addresses.row_path(ContentAsset, row.pk),
            note=f"{row.get_kind_display()}, {channel_label(row.channel)}, no time yet",
        )
        for row in rows
        if row.publish_on is not None
    ]


def _milestones(shown: calendar.Sheet, place: Place) -> list[calendar.Entry]:
    """Milestones of plans that are approved or active."""
    found = []
    plans = MarketingPlan.objects.filter(status__in=(PlanStatus.ACTIVE, PlanStatus.APPROVED))
    for plan in plans:
        for one in plan.milestones:
            day = dt.date.fromisoformat(str(one["date"]))
            if shown.first <= day <= shown.last:
                found.append(
                    calendar.Entry(
                        title=one["title"],
                        start=dt.datetime.combine(day, dt.time.min, place.zone),
                        url="/cmo/plan/",
                        note=f"Milestone of {plan.name}",
                        tone="off" if one.get("done") else "",
                    )
                )
    return found


def _silences(today: dt.date, place: Place) -> tuple[Window, ...]:
    """Stretches from today to the last campaign's end on which nothing goes out."""
    ends = Campaign.objects.filter(status__in=RUNNING, end__gte=today, start__isnull=False)
    last = max((row.end for row in ends if row.end), default=None)
    starts = [row.start for row in ends if row.start]
    if last is None or not starts:
        return ()
    window = Window(max(today, min(starts)), last)
    rows = CalendarEvent.objects.exclude(status=EventStatus.CANCELLED)
    rows = rows.exclude(channel="") | rows.filter(kind__in=HEARD)
    moments = rows.filter(starts_at__gte=dt.datetime.combine(window.first, dt.time.min, place.zone))
    days = {
        one.astimezone(place.zone).date() for one in moments.values_list("starts_at", flat=True)
    }
    dated = ContentAsset.objects.filter(publish_on__gte=window.first).exclude(
        status=AssetStatus.ARCHIVED
    )
    days |= {one for one in dated.values_list("publish_on", flat=True) if one}
    return gaps(days, window, SILENCE)


def _silent_until(one: Window, place: Place) -> str:
    return f"Nothing goes out until {place.notes.day(one.last)}"


def _links(chosen: dict[str, str], place: Place, *, may_write: bool) -> calendar.Links:
    kept = [(name, value) for name, value in chosen.items() if value]

    def sheet(view: str, on: dt.date) -> str:
        return f"{PATH}?{urlencode([('view', view), ('on', on.isoformat()), *kept])}"

    if not may_write:
        return calendar.Links(sheet)
    return calendar.Links(sheet, lambda day: _add_url(place.week, day, place))


def _add_url(week: calendar.Week, day: dt.date, place: Place) -> str:
    start = dt.datetime.combine(day, place.opens).isoformat(timespec="minutes")
    return addresses.with_query("/cmo/calendar-events/new/", [("starts_at", start), ("next", PATH)])


def _filters(shown: calendar.Sheet, chosen: dict[str, str]) -> dict[str, Any]:
    """The fields of components/filter_bar.html, and what they leave as it is."""
    channels = CalendarEvent.objects.exclude(channel="").order_by("channel")
    names = channels.values_list("channel", flat=True).distinct()
    campaigns = Campaign.objects.filter(events__isnull=False).order_by("name").distinct()
    return {
        "fields": [
            {"kind": "hidden", "name": "view", "value": shown.view},
            {"kind": "hidden", "name": "on", "value": shown.on.isoformat()},
            _select("channel", "Channel", {name: channel_label(name) for name in names}, chosen),
            _select("campaign", "Campaign", {str(r.pk): r.name for r in campaigns}, chosen),
        ],
        "action": f"{PATH}?{urlencode({'view': shown.view, 'on': shown.on.isoformat()})}",
        "filtered": any(chosen.values()),
    }


def _select(
    name: str, label: str, options: dict[str, str], chosen: dict[str, str]
) -> dict[str, Any]:
    return {
        "kind": "select",
        "name": name,
        "label": label,
        "blank": "all",
        "options": [
            {"value": value, "label": words, "selected": value == chosen[name]}
            for value, words in options.items()
        ],
    }


def _lede(grid: dict[str, Any], clashing: int, silent: int, notes: Notation) -> str:
    words = notes.count(grid["count"], "entry", "entries")
    entries = f"{words[:1].upper()}{words[1:]}"
    said = [f"{entries} in {grid['title']}." if grid["view"] != "week" else f"{entries} this week."]
    if clashing:
        said.append(f"{notes.count(clashing, 'clash', 'clashes')} to settle.")
    if silent:
        said.append(f"{notes.count(silent, 'stretch', 'stretches')} without anything going out.")
    return " ".join(said)
