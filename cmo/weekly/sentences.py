"""What a week's summary says: wins, problems, what comes next, and all of it in a few lines."""

from __future__ import annotations

from cmo.models.columns import channel_label
from cmo.optimization import sentences as analyst
from cmo.overview import Overview
from cmo.tiles import TILES
from cmo.weekly.book import change_key
from cmo.weekly.week import Week
from kernel.core.facts import FactBook
from kernel.decisions.weeks import title_of
from kernel.screens.figures import within_a_sentence
from kernel.screens.tiles import Tile

TOLD = ("revenue", "conversions", "roas", "conversion", "cac")
NOUNS = {"revenue": "revenue", "conversions": "orders"}


def wins(week: Week, book: FactBook) -> list[str]:
    """Figures that clearly went the right way, and what was approved."""
    said = [_moved(week, found, tile) for found, tile, good in _clear(week) if good]
    done = [title_of(row, f"applied.{n}") for n, row in enumerate(week.applied, start=1)]
    return [*said, *(f"Done: {within_a_sentence(title)}." for title in done)]


def problems(week: Week, book: FactBook) -> list[str]:
    """Figures that clearly went the wrong way, odd days and leaks, and sources that are late."""
    said = [_moved(week, found, tile) for found, tile, good in _clear(week) if not good]
    said += [analyst.say(week.workbook, book, one).lead for one in week.workbook.findings]
    for place, source in enumerate(week.late, start=1):
        said.append(
            f"{source.name} reaches only {{fact:late.{place}}}; its last days are missing here."
        )
    return said


def priorities(week: Week, book: FactBook) -> list[str]:
    """What should be decided first; what is missing where nothing waits."""
    said = [f"{title_of(row, f'waiting.{n}')}." for n, row in enumerate(week.waiting, start=1)]
    if week.late:
        names = _and([source.name for source in week.late])
        said.append(f"Bring in the missing days of {names}.")
    if not said and week.workbook.findings:
        said.append("Run the analyst: something was found and nothing is proposed yet.")
    return said


def narrative(week: Week, book: FactBook) -> str:
    """The week in a few lines, figures first."""
    lines = [line for found in week.overviews if (line := _totals(found))]
    clear = _clear(week)
    told = [_moved(week, found, tile) for found, tile, _ in clear]
    if told:
        lines += told
    elif week.changes:
        lines.append("No figure moved by more than weeks usually do.")
    elif any(found.earlier for found in week.overviews) and not week.late:
        lines.append("Too few weeks are known to tell chance from change.")
    odd = [analyst.say(week.workbook, book, one).lead for one in week.workbook.findings]
    lines += odd[:1]
    if week.waiting:
        lines.append(
            f"First to decide: {within_a_sentence(title_of(week.waiting[0], 'waiting.1'))}."
        )
    return " ".join(lines)


def headline(week: Week) -> str:
    """A line for the people who are told: the first clear change, else the total."""
    for found, tile, _ in _clear(week):
        return _moved(week, found, tile, mover=False)
    lines = [line for found in week.overviews if (line := _totals(found))]
    return lines[0] if lines else "Rows came in, without a revenue."


def _totals(found: Overview) -> str:
    revenue, cost = found.fact("now", "revenue"), found.fact("now", "cost")
    if revenue is None or revenue.value is None:
        return ""
    text = f"{{fact:week.first}} to {{fact:week.last}}: {revenue.reference} of revenue"
    if cost is not None and cost.value:
        text += f" from {cost.reference} of spend"
    before = found.fact("earlier", "revenue")
    if before is not None and before.value is not None:
        text += f", after {before.reference} in the week before"
    return f"{text}."


def _clear(week: Week) -> list[tuple[Overview, Tile, bool]]:
    """Figures with a clear change, and whether it went the right way."""
    found = []
    for overview in week.overviews:
        for tile in TILES:
            change = week.changes.get((overview.currency, tile.figure))
            if tile.figure in TOLD and change is not None and not change.covers(0.0):
                up = change.estimate > 0
                found.append((overview, tile, up == (tile.better == "up")))
    return found


def _moved(week: Week, found: Overview, tile: Tile, *, mover: bool = True) -> str:
    pair = week.moved(found, tile)
    assert pair is not None
    now, earlier = pair
    up = week.changes[found.currency, tile.figure].estimate > 0
    text = (
        f"{tile.name} {'rose' if up else 'fell'} from {earlier.reference} to {now.reference} "
        f"({{fact:{change_key(found.currency, tile.figure)}}})"
    )
    if mover and tile.figure in NOUNS and (channel := _mover(found, tile.figure, up=up)):
        one, two = (found.fact(prefix, tile.figure, channel) for prefix in ("earlier", "now"))
        if one is not None and two is not None:
            text += (
                f", most of it on {channel_label(channel)}, from {one.reference} to {two.reference}"
            )
    return f"{text}."


def _mover(found: Overview, figure: str, *, up: bool) -> str:
    """The channel whose change makes up more than half of the total's; none without such a one."""
    total, largest, name = 0.0, 0.0, ""
    before = {one.channel: getattr(one, figure) for one in found.earlier[1:]}
    for one in found.now[1:]:
        now, earlier = getattr(one, figure), before.get(one.channel)
        if now is None or earlier is None:
            continue
        change = (now - earlier) * (1 if up else -1)
        total += change
        if change > largest:
            largest, name = change, one.channel
    return name if total > 0 and largest > total / 2 and len(found.now) > 2 else ""


def _and(parts: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))
