"""Pasted text as lines under headings: what stands where, with the words kept as they were."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import Literal

from cmo.setup.found import LISTS
from cmo.setup.headings import ABOUT, OFFERS, PROFILE, SEGMENTS, Target, target_of

Kind = Literal["item", "prose", "gap"]
LONGEST_LABEL = 60
OPEN_SECTIONS = (SEGMENTS, OFFERS, ABOUT)
INNERMOST = 7
_TAG = re.compile(r"<(?:/?[a-zA-Z][^<>]{0,300}|!--.{0,300}?--)>", re.DOTALL)
_BREAKING_TAG = re.compile(r"<(?:/(?:p|div|h[1-6]|li|tr|section)|br\s*/?)>", re.IGNORECASE)
_HEADING_TAG = re.compile(r"<h[1-6][^<>]{0,300}>", re.IGNORECASE)
_ITEM_TAG = re.compile(r"<li[^<>]{0,300}>", re.IGNORECASE)
_ITEM = re.compile(r"^\s*(?:[-*•‣▪·–—]|\(?\d{1,2}[.)])\s+(?=\S)")
_HASHES = re.compile(r"^\s*#{1,6}\s+(?=\S)")
_UNDERLINE = re.compile(r"^\s*(?:={3,}|-{3,}|_{3,})\s*$")
_BOLD = re.compile(r"\*\*|__|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)")
_LABEL = re.compile(
    r"^(?P<label>[^\s:=][^:=\n]{0,58}?)\s*(?::(?!//)|=|(?<=\s)[-–—](?=\s))\s*(?P<rest>.*)$"
)
_GOES_ON = re.compile(r"(?:,|&|\b(?:and|und|et|y|e|en))$", re.IGNORECASE)
_SENTENCE = re.compile(
    r"(?<=[.!?…])(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bz\.B\.)[\"”»)]?\s+(?=[\"“«(]?\w)"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its marks; a gap is where a paragraph of running text ends."""

    kind: Kind
    text: str


@dataclass(slots=True)
class Block:
    """Lines under one heading. `target` is the field that the heading names, `title` its words.

    `level` is 0 without a heading, 1 for the outermost, 7 for one that is marked by a colon alone.
    `in_line` is one whose first line stood behind that colon.
    """

    title: str = ""
    target: Target | None = None
    level: int = 0
    lines: list[Line] = field(default_factory=list)
    in_line: bool = False

    def items(self) -> list[str]:
        """Its list items, or each line where none is marked as an item."""
        marked = [line.text for line in self.lines if line.kind == "item"]
        return marked or [line.text for line in self.lines if line.text]

    def prose(self) -> str:
        """All of it as running text."""
        return " ".join(line.text for line in self.lines if line.text)


def blocks_of(text: str) -> list[Block]:
    """Blocks in the order of the text; the first has no heading and may be empty.

    A line is a heading by its mark (`#`, an underline, a colon at its end), or because its words
    alone name a field. `Label: value` opens a block that ends with its line, unless nothing
    follows the colon.
    """
    found = [Block()]
    lines = _plain(text).splitlines()
    for place, raw in enumerate(lines):
        line = raw.strip()
        if not line or _UNDERLINE.match(line):
            _end_of_paragraph(found)
            continue
        underlined = place + 1 < len(lines) and bool(_UNDERLINE.match(lines[place + 1]))
        _read(found, line, underlined=underlined)
    return found


def sentences_of(text: str) -> list[str]:
    """Prose cut into sentences, each as it stood."""
    return [part.strip() for part in _SENTENCE.split(text) if part.strip()]


def _plain(text: str) -> str:
    """Line ends as one sign, markup taken off; what stood in its own element gets its own line."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ")
    if _TAG.search(text):
        text = _HEADING_TAG.sub("\n# ", _ITEM_TAG.sub("\n- ", _BREAKING_TAG.sub("\n", text)))
        text = html.unescape(_TAG.sub(" ", text))
    return text


def _read(found: list[Block], line: str, *, underlined: bool) -> None:
    item, hashes = _ITEM.match(line), _HASHES.match(line)
    bare = _BOLD.sub("", line[item.end() :] if item else _HASHES.sub("", line)).strip()
    if not bare:
        return
    if hashes or underlined or _is_heading(bare, item=item is not None):
        level = len(hashes[0].strip()) if hashes else INNERMOST if bare.endswith(":") else 1
        found.append(Block(bare.rstrip(":").strip(), target_of(bare), level))
        return
    label = _LABEL.match(bare)
    if label is not None and (target := target_of(label["label"])) is not None:
        said = [Line("prose", label["rest"])]
        found.append(Block(label["label"], target, INNERMOST, said, in_line=True))
        return
    if item is None and _is_whole(found[-1]):
        found.append(Block())
    found[-1].lines.append(Line("item" if item else "prose", bare))


def _is_heading(bare: str, *, item: bool) -> bool:
    if len(bare) > LONGEST_LABEL:
        return False
    known = target_of(bare) is not None
    if bare.endswith(":"):
        return known or not item
    return known and not item and bare[-1] not in ".,;"


def _is_whole(block: Block) -> bool:
    """Whether a list stands behind its label in one line, so that prose below is not of it."""
    if not block.in_line or block.target is None or len(block.lines) != 1:
        return False
    part, name = block.target
    if (part == PROFILE and name not in LISTS) or name in ("name", "description"):
        return False
    return not _GOES_ON.search(block.lines[0].text)


def _end_of_paragraph(found: list[Block]) -> None:
    """What follows a field's paragraph has no label; a section goes on to its next heading."""
    last = found[-1]
    if not last.lines:
        return
    if last.target is None or last.target[0] == ABOUT:
        last.lines.append(Line("gap", ""))
    elif last.target[0] not in OPEN_SECTIONS and last.lines[0].kind == "prose":
        found.append(Block())
