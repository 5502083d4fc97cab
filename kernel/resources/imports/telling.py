"""What was skipped, dropped or taken for granted while a file was read, in sentences."""

from __future__ import annotations

from kernel.resources.imports.parsing import Parsed
from kernel.resources.imports.previews import Preview

SHOWN = 3


def notes(found: Preview, parsed: Parsed) -> list[str]:
    """Sentences for the person who looks at the preview, and for the record of the import."""
    said = [
        *_above(found),
        *_headed_twice(found),
        *_dropped(parsed),
        *_fixed(found),
        *_parts(found, parsed),
    ]
    if len(parsed.currencies) > 1:
        listed = ", ".join(sorted(parsed.currencies))
        said.append(
            f"The file holds amounts in {listed}. They stand beside each other and are never "
            "added up."
        )
    if found.reading.hashes:
        said.append(
            f"{found.reading.hashes:,} addresses were replaced by their SHA-256. The file itself "
            "is erased as soon as it is imported."
        )
    if found.reading.rounded:
        said.append(
            f"{found.reading.rounded:,} amounts have more decimals than their currency; each was "
            "rounded to its smallest unit."
        )
    return said


def _above(found: Preview) -> list[str]:
    if not found.above:
        return []
    count = len(found.above)
    lines = (
        "1 line above the headings was" if count == 1 else f"{count} lines above the headings were"
    )
    shown = " · ".join(text[:80] for text in found.above[:SHOWN])
    return [f"{lines} skipped: {shown}{' …' if count > SHOWN else ''}"]


def _headed_twice(found: Preview) -> list[str]:
    """Which of two columns with the same heading is read."""
    labels = {column.name: column.heading for column in found.kind.bound}
    return [
        f"More than one column is headed “{head}”, and the first is read as {labels[name]}. Choose "
        f"“{head} (2)” for it where the second is meant."
        for name, head in found.mapping.items()
        if f"{head} (2)" in found.header
    ]


def _dropped(parsed: Parsed) -> list[str]:
    if not parsed.drops:
        return []
    counted = ", ".join(
        f"{count:,} {words if count == 1 else _many(words)}"
        for words, count in parsed.drops.items()
    )
    shown = "; ".join(f"line {line}: {text}" for line, text in parsed.dropped[:SHOWN])
    more = " …" if sum(parsed.drops.values()) > SHOWN else ""
    return [f"Left out: {counted} ({shown}{more})."]


def _many(words: str) -> str:
    first, _, rest = words.partition(" ")
    if first.endswith("s") or words.endswith("again"):
        return words
    return f"{words}s" if not rest or " of " not in words else words.replace("row ", "rows ", 1)


def _fixed(found: Preview) -> list[str]:
    labels = {column.name: column.heading for column in found.kind.bound}
    said = []
    for name, value in found.fixed.items():
        if name in labels:
            where = "where the file gives none" if name in found.mapping else "in every row"
            said.append(f"{labels[name]} is “{value}” {where}.")
    return said


def _parts(found: Preview, parsed: Parsed) -> list[str]:
    labels = {column.name: column.heading for column in found.kind.bound}
    return [
        f"{labels[name]}: {count:,} cells are parts of one; whole numbers are stored, halves up."
        for name, count in found.reading.parts.items()
    ]
