"""Which lines of a statement are new: the same file twice adds nothing, and nothing is lost.

A line is known by account, day, amount and payee, and by its number among equal ones. Where two
statements overlap, a day inside both is whole in each, so the larger count of equal lines is the
true one. Only the first and the last day of a file may be cut in two; there a mark that the bank
gives each line (its id, or the running balance) tells equal payments apart, unless the bank is
seen to give other marks each time.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from cfo.analysis.payees import plain

Key = tuple[str, date, int, str]


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A line of one account; `amount` in signed minor units, `mark` the bank's id or ""."""

    account: str
    day: date
    amount: int
    payee: str
    mark: str = ""

    @property
    def key(self) -> Key:
        return (self.account, self.day, self.amount, plain(self.payee))


@dataclass(frozen=True, slots=True)
class StoredLine:
    """A line that was imported before, with the number it was given among equal ones."""

    line: StatementLine
    occurrence: int


@dataclass(frozen=True, slots=True)
class NewLine:
    """The line at `index` of the file is new; `occurrence` and `fingerprint` are to be stored."""

    index: int
    occurrence: int
    fingerprint: str


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What to store, and which lines (by index) were there before.

    `numbers` are, beside `known`, the stored occurrences that those lines are. `doubtful` are those
    decided on thin grounds, on a day that the file may have cut: equal to a stored line in all but
    the bank's mark.
    """

    new: tuple[NewLine, ...]
    known: tuple[int, ...]
    numbers: tuple[int, ...]
    doubtful: tuple[int, ...]


def fingerprint(account: str, day: date, amount: int, payee: str, occurrence: int) -> str:
    """SHA-256, in hex, of what makes a line itself; `occurrence` counts equal lines from 0.

    Case, spacing and typographic forms of the payee make no difference.
    """
    parts = (account, day.isoformat(), str(amount), plain(payee), str(occurrence))
    text = "".join(f"{len(part)}:{part}" for part in parts)
    return hashlib.sha256(text.encode()).hexdigest()


def planned_import(stored: Iterable[StoredLine], incoming: Sequence[StatementLine]) -> ImportPlan:
    """Which of a file's lines are new beside those `stored` before; order is of no account.

    `stored` may be all lines of the accounts, or those of the days that the file spans.
    """
    before: dict[Key, list[StoredLine]] = defaultdict(list)
    for one in stored:
        before[one.line.key].append(one)
    groups: dict[Key, list[int]] = defaultdict(list)
    for index, line in enumerate(incoming):
        groups[line.key].append(index)
    edges = _edges(incoming)
    renamed = _accounts_with_other_marks(groups, before, incoming, edges)
    new: list[NewLine] = []
    doubtful: list[int] = []
    seen: dict[int, int] = {}
    for key, indices in groups.items():
        there = before.get(key, [])
        fresh = _unmatched(indices, there, incoming)
        free = len(there) - (len(indices) - len(fresh))
        cut = key[1] in edges[key[0]] and key[0] not in renamed
        marked = [at for at in fresh if incoming[at].mark]
        trusted = marked if cut and all(one.line.mark for one in there) else []
        if free and trusted:
            doubtful += trusted[:free]
        apart = set(trusted)
        others = [at for at in fresh if at not in apart]
        if cut and not trusted and free and any(incoming[at].mark for at in others):
            doubtful += others[:free]
        taken = others[free:] if free else others
        taken = sorted([*trusted, *taken])
        added = set(taken)
        seen |= _numbered([at for at in indices if at not in added], there, incoming)
        following = 1 + max((one.occurrence for one in there), default=-1)
        account, day, amount, payee = key
        for number, at in enumerate(taken, following):
            print_ = fingerprint(account, day, amount, payee, number)
            new.append(NewLine(at, number, print_))
    known = tuple(sorted(seen))
    return ImportPlan(
        tuple(sorted(new, key=lambda one: one.index)),
        known,
        tuple(seen[at] for at in known),
        tuple(sorted(doubtful)),
    )


def _unmatched(
    indices: list[int], there: list[StoredLine], incoming: Sequence[StatementLine]
) -> list[int]:
    """Those of a group that no stored line of the same mark stands for."""
    marks = Counter(one.line.mark for one in there if one.line.mark)
    left = []
    for at in indices:
        mark = incoming[at].mark
        if marks[mark] > 0:
            marks[mark] -= 1
        else:
            left.append(at)
    return left


def _numbered(
    known: list[int], there: list[StoredLine], incoming: Sequence[StatementLine]
) -> dict[int, int]:
    """The stored occurrence that each known line of a group is: that of its mark, or a free one."""
    marked: dict[str, list[int]] = defaultdict(list)
    for one in there:
        if one.line.mark:
            marked[one.line.mark].append(one.occurrence)
    found = {at: marked[mark].pop() for at in known if marked.get(mark := incoming[at].mark)}
    used = set(found.values())
    rest = (number for number in sorted(one.occurrence for one in there) if number not in used)
    return found | {at: next(rest) for at in known if at not in found}


def _edges(incoming: Sequence[StatementLine]) -> dict[str, set[date]]:
    """The first and the last day of the file, for each account."""
    days: dict[str, set[date]] = defaultdict(set)
    for line in incoming:
        days[line.account].add(line.day)
    return {account: {min(found), max(found)} for account, found in days.items()}


def _accounts_with_other_marks(
    groups: dict[Key, list[int]],
    before: dict[Key, list[StoredLine]],
    incoming: Sequence[StatementLine],
    edges: dict[str, set[date]],
) -> set[str]:
    """Accounts whose bank marks a line anew in each file.

    Seen where a line of a day that the file holds whole stands in both and no mark is shared. On
    a day that the file may have cut, equal lines with other marks may be others.
    """
    renamed: set[str] = set()
    shared: set[str] = set()
    for key, indices in groups.items():
        old = {one.line.mark for one in before.get(key, ()) if one.line.mark}
        marks = {incoming[at].mark for at in indices if incoming[at].mark}
        if old & marks:
            shared.add(key[0])
        elif old and marks and key[1] not in edges[key[0]]:
            renamed.add(key[0])
    return renamed - shared
