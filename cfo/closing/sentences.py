"""What is said where a month cannot be closed."""

from __future__ import annotations

from cfo.analysis import months
from cfo.closing.reading import Closing
from kernel.core.contracts import Finding


def refusal(closing: Closing) -> str:
    """Which accounts end too early, and that no report was written."""
    said = [
        f"{one.name} reaches {{fact:late.{place}}}"
        for place, one in enumerate(closing.late, start=1)
    ]
    return (
        f"The month up to {{fact:month.last}} is not closed: {', '.join(said)}. A report without "
        "those lines would be wrong, so none was written."
    )


def findings(closing: Closing) -> list[Finding]:
    """A finding an account."""
    return [
        Finding(
            kind="late_statement",
            title=f"A statement of {one.name} is missing",
            text=f"{one.name} reaches {{fact:late.{place}}}. Import its statement up to "
            "{fact:month.last}, then run the close again.",
            severity="medium",
            subject=f"late-statement:{months.label(closing.month)}:{one.name}",
            facts=[f"late.{place}", "month.last"],
        )
        for place, one in enumerate(closing.late, start=1)
    ]
