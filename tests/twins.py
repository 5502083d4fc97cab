"""Code that two modules share line for line: `python -m tests.twins`.

Modules are twins in shape, so what they would both write stands in the kernel. What is alike all
the same, and why, is in `REASONS`; a pair that is not there, or one that is there for nothing, is
red. Tests, migrations and the invented companies of the demo are left out.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

ROOT = Path(__file__).parent.parent
LINES = 8
"""So many lines in a row, without comments, docstrings, imports and signatures, are no accident."""
LEFT_OUT = {"tests", "migrations", "demo"}
NAMES = "Lists of names: a module says by itself what it shows, and where."
REASONS: dict[frozenset[str], str] = {
    frozenset(("cfo/views/__init__.py", "coo/views/__init__.py")): NAMES,
    frozenset(("cfo/urls.py", "coo/urls.py")): NAMES,
    frozenset(("cfo/demo_data.py", "coo/demo_data.py")): (
        "What a demo workspace is filled with is the module's own, and these lines name its tables."
    ),
}
"""Pairs that stay as they are, by their files, each with the reason."""

_PLACE = re.compile(r"^==(?P<file>[^:]+):\[(?P<first>\d+):(?P<last>\d+)\]", re.MULTILINE)


def main() -> int:
    """Print every pair without a reason and every reason without a pair; 1 where there is one."""
    found = dict(_pairs())
    strange = {pair: places for pair, places in found.items() if pair not in REASONS}
    for places in strange.values():
        print(" = ".join(places))
    idle = [pair for pair in REASONS if pair not in found]
    for pair in idle:
        print(f"{' = '.join(sorted(pair))}: these are not alike any more; drop the reason")
    if not strange and not idle:
        print(f"{len(found)} pairs are alike for a reason, no other is.")
    return int(bool(strange or idle))


def _pairs() -> Iterator[tuple[frozenset[str], list[str]]]:
    """Files of two modules with the same lines, and where these stand."""
    command = [
        str(Path(sys.executable).with_name("symilar")), f"--duplicates={LINES}",
        "--ignore-comments", "--ignore-docstrings", "--ignore-imports", "--ignore-signatures",
    ]  # fmt: skip
    said = subprocess.run(
        [*command, *_files()], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    for block in re.split(r"^\d+ similar lines in \d+ files$", said, flags=re.MULTILINE)[1:]:
        places = [(match["file"], match[0].removeprefix("==")) for match in _PLACE.finditer(block)]
        for (one, here), (other, there) in combinations(places, 2):
            if one.partition("/")[0] != other.partition("/")[0]:
                yield frozenset((one, other)), [here, there]


def _files() -> list[str]:
    roles = [path.name[3:].partition(".")[0] for path in ROOT.glob("registry/modules/ai_*.json")]
    return [
        path.relative_to(ROOT).as_posix()
        for role in sorted(roles)
        for path in sorted((ROOT / role).rglob("*.py"))
        if not LEFT_OUT & set(path.relative_to(ROOT).parts)
    ]


if __name__ == "__main__":
    sys.exit(main())
