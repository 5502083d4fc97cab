"""Fields of forms that hold lists: a text a line, or a row of parts a line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from django import forms
from django.core.exceptions import ValidationError

from kernel.formats import Notation
from kernel.formats.currencies import exponent, major
from kernel.resources.amounts import DECIMAL_MARKS, NotANumberError, read_number, to_minor

MARK = "|"
PartKind = Literal["text", "day", "percent", "money", "number", "flag"]


class ListInput(forms.CharField):
    """Short texts, one a line; empty lines are left out."""

    def __init__(self, *, longest: int = 240, most: int = 50, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "One a line.")
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 3}))
        super().__init__(**kwargs)
        self.longest, self.most = longest, most

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(map(str, value)) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> list[str]:
        items = [line.strip() for line in str(value or "").splitlines() if line.strip()]
        if self.required and not items:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(items) > self.most:
            raise ValidationError(f"At most {self.most} lines are kept.", code="invalid")
        for number, item in enumerate(items, start=1):
            if len(item) > self.longest:
                raise ValidationError(
                    f"Line {number} has more than {self.longest} letters.", code="invalid"
                )
        return list(dict.fromkeys(items))


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a line: its name in the item, and how it is written.

    ``flag`` is written as the part's own label, or left out.
    """

    name: str
    label: str
    kind: PartKind = "text"
    required: bool = True


class RowsInput(forms.CharField):
    """A list of objects, one a line, its parts with ``|`` between them: works without script.

    What the lines do not show of an item (``kept``) stays with it; a line that was changed is
    known by a part that ``told_by`` names.
    """

    def __init__(
        self,
        parts: Sequence[Part],
        *,
        kept: Sequence[str] = (),
        told_by: Sequence[str] = (),
        **kwargs: Any,
    ) -> None:
        listed = f" {MARK} ".join(part.label for part in parts)
        kwargs.setdefault("help_text", f"One a line: {listed}.")
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 6}))
        kwargs.setdefault("required", False)
        super().__init__(**kwargs)
        self.parts, self.kept, self.told_by = tuple(parts), tuple(kept), tuple(told_by)
        self.notation, self.currency = Notation(), ""

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list | tuple):
            return value
        return "\n".join(self._line(item) for item in value if isinstance(item, Mapping))

    def _line(self, item: Mapping[str, Any]) -> str:
        shown = [self._shown(part, item.get(part.name)) for part in self.parts]
        while shown and not shown[-1]:
            shown.pop()
        return f" {MARK} ".join(shown)

    def _shown(self, part: Part, value: Any) -> str:
        if value is None or value == "":
            return ""
        match part.kind:
            case "percent":
                percent = (Decimal(str(value)) * 100).normalize()
                digits = max(0, -int(percent.as_tuple().exponent))
                return f"{self.notation.number(percent, digits)}%"
            case "money":
                unit = self._unit()
                return self.notation.number(major(int(value), unit), exponent(unit))
            case "number":
                number = Decimal(str(value)).normalize()
                return self.notation.number(number, max(0, -int(number.as_tuple().exponent)))
            case "flag":
                return part.label if value else ""
            case _:
                return str(value).replace(MARK, "/").replace("\n", " ")

    def clean(self, value: Any) -> list[dict[str, Any]]:
        faults: list[str] = []
        items: list[dict[str, Any]] = []
        lines = [line for line in str(value or "").splitlines() if line.strip()]
        for number, line in enumerate(lines, start=1):
            item, wrong = self._read(line)
            faults += [f"Line {number}, {fault}" for fault in wrong]
            items.append(item)
        if faults:
            raise ValidationError([ValidationError(fault, code="invalid") for fault in faults[:20]])
        self.run_validators(items)
        return items

    def _read(self, line: str) -> tuple[dict[str, Any], list[str]]:
        cells = [cell.strip() for cell in line.split(MARK)]
        item: dict[str, Any] = {}
        faults = []
        if len(cells) > len(self.parts):
            faults.append(f"this has {len(cells)} parts; it can have {len(self.parts)}.")
        for part, cell in zip(self.parts, [*cells, *[""] * len(self.parts)], strict=False):
            try:
                item[part.name] = self._part(part, cell)
            except ValidationError as fault:
                faults.append(f"{part.label}: {fault.message}")
        return item, faults

    def _part(self, part: Part, cell: str) -> Any:
        if part.kind == "flag":
            if cell and cell.lower() != part.label.lower():
                raise ValidationError(f"write {part.label} or leave it out.")
            return bool(cell)
        if not cell:
            if part.required:
                raise ValidationError("this is required.")
            return "" if part.kind == "text" else None
        match part.kind:
            case "day":
                return self._day(cell)
            case "percent":
                return str(self._number(cell.removesuffix("%").strip()) / 100)
            case "money":
                return self._money(cell)
            case "number":
                return self._plain(self._number(cell))
            case _:
                return cell

    def _day(self, cell: str) -> str:
        try:
            return dt.date.fromisoformat(cell).isoformat()
        except ValueError:
            raise ValidationError("write a day as 2026-01-31.") from None

    def _number(self, cell: str) -> Decimal:
        try:
            return read_number(cell, DECIMAL_MARKS.get(self.notation.number_format, "."))
        except NotANumberError:
            example = self.notation.number(Decimal("12.5"), 1)
            raise ValidationError(f"write a number such as {example}.") from None

    def _plain(self, number: Decimal) -> int | float:
        """A number as JSON holds it: whole ones without a fraction."""
        return int(number) if number == number.to_integral() else float(number)

    def _money(self, cell: str) -> int:
        unit = self._unit()
        try:
            minor, rounded = to_minor(self._number(cell), unit)
        except NotANumberError:
            raise ValidationError("this amount is too large.") from None
        if rounded:
            raise ValidationError(f"{unit} has {exponent(unit)} decimals; write no more.")
        return minor

    def _unit(self) -> str:
        return self.currency or self.notation.currency

    def merge(self, before: Any, items: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The items with what the lines do not show taken from the earlier item of that line.

        Where a line was changed it is the earlier one that agrees in the first of ``told_by``
        that any agrees in; a line that agrees in none is a new item.
        """
        left = [item for item in before or () if isinstance(item, Mapping)]
        merged = [dict(item) for item in items]
        new = list(range(len(items)))
        for part in ("", *self.told_by):
            for place in list(new):
                told = self._told(items[place], part)
                old = next((one for one in left if self._told(one, part) == told), None)
                if old is not None:
                    left.remove(old)
                    new.remove(place)
                    merged[place] |= {name: old[name] for name in self.kept if name in old}
        return merged

    def _told(self, item: Mapping[str, Any], part: str) -> Any:
        return item.get(part) if part else self._line(item)
