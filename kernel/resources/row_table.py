"""Lines of parts as a table of inputs, a row a line; works without script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from kernel.resources.lists import MARK, Part

SPARE = 4
MOST_ROWS = 60
MOST_READ = 400


class RowsTable(forms.Textarea):
    """The widget of a `RowsInput` whose lines are easier to fill in as a table.

    The inputs are named `steps-0-name`; what comes back are the lines that the field reads, so a
    caller may send these as well. More than sixty lines are shown as text. A `|` in a cell
    becomes a slash, since it parts a line.
    """

    def __init__(self, parts: Sequence[Part], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.parts = tuple(parts)

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        """The field's lines, from a text or from the table's cells; empty rows are left out."""
        if name in data:
            return data.get(name)
        lines = []
        for number in range(MOST_READ):
            named = [f"{name}-{number}-{part.name}" for part in self.parts]
            if not any(one in data for one in named):
                break
            cells = [str(data.get(one, "")).replace(MARK, "/").strip() for one in named]
            if any(cells):
                lines.append(f" {MARK} ".join(cells))
        return "\n".join(lines)

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return name not in data and not any(key.startswith(f"{name}-0-") for key in data)

    def table(self, name: str, value: Any) -> dict[str, Any] | None:
        """Heads and rows of inputs, some empty ones last; None where there are too many lines."""
        lines = [line for line in str(value or "").splitlines() if line.strip()]
        if len(lines) > MOST_ROWS:
            return None
        rows = []
        for number, line in enumerate([*lines, *[""] * SPARE]):
            cells = [cell.strip() for cell in line.split(MARK)]
            cells += [""] * (len(self.parts) - len(cells))
            rows.append(
                [
                    {
                        "name": f"{name}-{number}-{part.name}",
                        "label": f"{part.label}, row {number + 1}",
                        "value": cell,
                        "number": part.kind in ("number", "percent", "money"),
                    }
                    for part, cell in zip(self.parts, cells, strict=False)
                ]
            )
        return {"heads": [part.label[:1].upper() + part.label[1:] for part in self.parts],
                "rows": rows}  # fmt: skip
