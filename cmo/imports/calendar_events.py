"""Calendar events from files: what is planned, and when."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cmo.imports.campaigns import planned_campaign
from cmo.models import CalendarEvent, Campaign
from kernel.resources.imports.columns import ChoiceColumn, RowColumn, TextColumn
from kernel.resources.imports.kinds import ImportKind
from kernel.resources.imports.moments import MomentColumn


class CalendarEventsImport(ImportKind):
    """A row an event; one of the same title and start is updated."""

    title = "Calendar events"
    noun = "event"
    about = (
        "One row an event with its title and start; the time may stand in a column of its own, as "
        "Google Calendar and Outlook export it. Times without a zone are taken in the workspace's."
    )
    model = CalendarEvent
    key = ("title", "starts_at")
    day = "starts_at"
    columns = (
        TextColumn(
            "title", aliases=("subject", "event", "name", "summary", "titel"), required=True,
            example="Spring launch",
        ),
        TextColumn(
            "start_time", label="Time of start", stored=False,
            aliases=("start time", "beginnt um", "uhrzeit"), example="",
        ),
        TextColumn(
            "end_time", label="Time of end", stored=False, aliases=("end time", "endet um"),
            example="",
        ),
        MomentColumn(
            "starts_at", label="Start", aliases=("start date", "starts", "date", "begin", "beginn"),
            time="start_time", required=True, example="2026-03-02 09:00",
        ),
        MomentColumn(
            "ends_at", label="End", aliases=("end date", "ends", "ende"), time="end_time",
            example="2026-03-02 10:00",
        ),
        ChoiceColumn("kind", aliases=("type", "art"), default="event", example="launch"),
        TextColumn("channel", aliases=("kanal",), example="email"),
        RowColumn(
            "campaign", aliases=("campaign name", "kampagne"), to=Campaign, make=planned_campaign,
            example="Everyday search",
        ),
        ChoiceColumn("status", aliases=("state",), default="planned", example="planned"),
    )  # fmt: skip

    def check(self, row: dict[str, Any]) -> Iterable[tuple[str, str]]:
        """Faults of a row as a whole: nothing ends before it starts."""
        starts, ends = row.get("starts_at"), row.get("ends_at")
        if starts is not None and ends is not None and ends < starts:
            yield "ends_at", "The end lies before the start."
