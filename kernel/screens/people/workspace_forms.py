"""Forms of company and workspace settings."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from typing import Any

from django import forms

from kernel.formats.dates import MONTHS, WEEKDAYS
from kernel.tenancy.columns import currency_format
from kernel.tenancy.models import Workspace
from kernel.tenancy.models.tenants import NumberFormat

MOST_HOLIDAYS = 400
MOST_PHRASES = 100
LONGEST_PHRASE = 60


class CompanyForm(forms.Form):
    """What an owner decides for the whole company."""

    prefix = "company"
    name = forms.CharField(
        label="Company", max_length=120, widget=forms.TextInput({"autocomplete": "organization"})
    )
    second_approval = forms.BooleanField(
        label="A second person approves",
        required=False,
        help_text="Who asked for a change, or started the run that proposes it, may not approve "
        "it alone.",
    )


class LinesField(forms.CharField):
    """A list, one entry a line; empty lines are dropped."""

    widget = forms.Textarea({"rows": 4})

    def __init__(self, *, most: int, **more: Any) -> None:
        self.most = most
        super().__init__(required=False, max_length=20_000, **more)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(str(one) for one in value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        lines = [line.strip() for line in str(value or "").splitlines()]
        found = [self.entry(line) for line in lines if line]
        if len(found) > self.most:
            raise forms.ValidationError(f"At most {self.most} lines fit here.")
        return list(dict.fromkeys(found))

    def entry(self, line: str) -> Any:
        return line

    def run_validators(self, value: Any) -> None:
        """The entries are checked one by one above."""

    def validate(self, value: Any) -> None:
        """An empty list is an answer."""


class DaysField(LinesField):
    """Days as 2026-12-25, one a line."""

    def entry(self, line: str) -> dt.date:
        try:
            return dt.date.fromisoformat(line)
        except ValueError:
            raise forms.ValidationError(f"“{line}” is no day. Write it as 2026-12-25.") from None


class PhrasesField(LinesField):
    """Short phrases, one a line."""

    def entry(self, line: str) -> str:
        if len(line) > LONGEST_PHRASE:
            raise forms.ValidationError(
                f"“{line[:20]}…” is longer than {LONGEST_PHRASE} characters."
            )
        return line


class ClockField(forms.TimeField):
    """A time of day as 09:00."""

    input_formats = ["%H:%M"]
    default_error_messages = {"invalid": "Write a time as 09:00."}

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%H:%M}" if isinstance(value, dt.time) else value


class WorkspaceForm(forms.Form):
    """A workspace's name, clock, calendar and way of writing numbers."""

    name = forms.CharField(label="Workspace", max_length=120)
    timezone = forms.ChoiceField(
        label="Time zone", help_text="Days begin and end, and schedules run, by this clock."
    )
    currency = forms.CharField(
        label="Currency",
        max_length=3,
        help_text="Three letters, such as EUR. Amounts that are stored keep their own.",
    )
    number_format = forms.ChoiceField(label="Numbers", choices=NumberFormat.choices)
    first_weekday = forms.TypedChoiceField(
        label="The week begins on", coerce=int, choices=list(enumerate(WEEKDAYS, 1))
    )
    fiscal_month = forms.TypedChoiceField(
        label="The fiscal year begins in", coerce=int, choices=list(enumerate(MONTHS, 1))
    )
    working_days = forms.TypedMultipleChoiceField(
        label="Working days",
        coerce=int,
        choices=list(enumerate(WEEKDAYS, 1)),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one day."},
    )
    workday_start = ClockField(label="Work begins at")
    workday_end = ClockField(label="Work ends at")
    holidays = DaysField(
        label="Holidays",
        most=MOST_HOLIDAYS,
        help_text="One day a line, as 2026-12-25. No work hours are counted on them.",
    )
    set_phrases = PhrasesField(
        label="Set phrases",
        most=MOST_PHRASES,
        help_text="One a line: phrases with digits that are no figures, such as 24/7. Agents may "
        "write them as they stand.",
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        zones = sorted(zoneinfo.available_timezones())
        self.fields["timezone"].choices = [(zone, zone) for zone in zones]  # type: ignore[attr-defined]

    def clean_currency(self) -> str:
        currency: str = self.cleaned_data["currency"].strip().upper()
        currency_format(currency)
        return currency

    def clean(self) -> dict[str, Any]:
        data = dict(super().clean() or {})
        start, end = data.get("workday_start"), data.get("workday_end")
        if start and end and end <= start:
            self.add_error("workday_end", f"Work ends after it begins: later than {start:%H:%M}.")
        return data


def settings_of(workspace: Workspace) -> dict[str, Any]:
    """A workspace's settings by the names of the form's fields."""
    return {name: getattr(workspace, name) for name in WorkspaceForm.base_fields}
