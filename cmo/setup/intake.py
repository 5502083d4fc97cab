"""From pasted text to what it says of brand, customers and offers, by rules alone."""

from __future__ import annotations

import re

from cmo.setup.blocks import INNERMOST, Block, Line, blocks_of, sentences_of
from cmo.setup.entries import add_wants, offer_of, offers_in, segments_in, served_in
from cmo.setup.found import (
    LISTS,
    Found,
    OfferFound,
    SegmentFound,
    Value,
    cut,
    fitting,
)
from cmo.setup.headings import ELSEWHERE, OFFER, OFFERS, PROFILE, SEGMENT, SEGMENTS, folded
from cmo.setup.patterns import address_of, audience_in, listed, said_in, sold_in, website_in

MOST_SEGMENTS = 12
MOST_OFFERS = 24
SHORT_SENTENCE = 4
_ONE_LINE = ("name", "website", "industry", "tagline", "tone")
_ABOUT_NAME = re.compile(
    r"^(?i:about|über|à propos de|sobre|chi è|over) (?P<name>[A-ZÀ-Þ0-9].{1,60})$"
)
_TITLE = re.compile(
    r"^(?P<name>[A-ZÀ-Þ0-9][^–—|:]{1,60}?)\s+(?:[–—|]|-)\s+(?P<tagline>[^.]{8,120})$"
)


def read_text(text: str) -> Found:
    """Everything that headings, labels, lists and known sentences of a text say.

    What a label names beats what a sentence says, and the first of two wins. Nothing is guessed:
    what no rule reads stays unplaced.
    """
    reader = _Reader()
    for block in blocks_of(text):
        reader.read(block)
    return reader.finish(text)


class _Reader:
    """Where in the text the reading is: the open section, and the entry that labels add to."""

    def __init__(self) -> None:
        self.found = Found()
        self.section, self.level, self.heading = "", 0, ""
        self.segment: SegmentFound | None = None
        self.offer: OfferFound | None = None
        self.waiting: list[tuple[str, str, Value]] = []
        self.prose: list[str] = []

    def read(self, block: Block) -> None:
        """Take one block in."""
        part, name = block.target or ("", "")
        if part == PROFILE:
            self._leave()
            self._profile(name, block)
        elif part in (SEGMENTS, OFFERS):
            self._leave()
            self.section, self.heading = part, block.title
            self.level = min(block.level, INNERMOST - 1)
            self._lines(block.lines)
        elif part in (SEGMENT, OFFER) and name == "name":
            self.section, self.level = SEGMENTS if part == SEGMENT else OFFERS, 0
            self._lines([Line("item", line.text) for line in block.lines[:1]])
            self._lines(block.lines[1:])
        elif part in (SEGMENT, OFFER):
            self._detail(part, name, block)
        elif block.level and self.section and self._is_entry(block):
            self._entry(block)
        else:
            if block.level:
                self._leave()
                if block.target is None and (match := _ABOUT_NAME.match(block.title)):
                    self.found.take("name", match["name"], block.title, firm=False)
            self._sentences(block.lines)

    def finish(self, text: str) -> Found:
        """What the running text says, and details whose entry is the only one of its kind."""
        found = self.found
        self._title(text)
        for sentence in self.prose:
            self._sentence(sentence)
        for part, name, value in self.waiting:
            if part == SEGMENT and len(found.segments) == 1:
                found.segments[0].fields.setdefault(name, value)
            elif part == OFFER and len(found.offers) == 1:
                _detail_of_offer(found.offers[0], name, value)
        if "website" not in found.profile and (site := website_in(text)):
            found.take("website", site[0], site[1], firm=False)
        for offer in found.offers:
            offer.segment = next(
                (s.name for s in found.segments if _names(offer.passage, s.name)), ""
            )
        del found.segments[MOST_SEGMENTS:], found.offers[MOST_OFFERS:]
        return found

    def _title(self, text: str) -> None:
        """ "Ledgerly – books that close themselves" on top, where the name comes again below."""
        first, _, rest = text.strip().partition("\n")
        match = _TITLE.match(first.strip("#* "))
        if match and re.search(rf"\b{re.escape(match['name'])}\b", rest):
            self.found.take("name", match["name"], first, firm=False)
            self.found.take("tagline", match["tagline"], first, firm=False)

    def _leave(self) -> None:
        self.section, self.level, self.segment, self.offer = "", 0, None, None

    def _is_entry(self, block: Block) -> bool:
        return block.level > self.level and folded(block.title) not in ELSEWHERE

    def _entry(self, block: Block) -> None:
        """A heading inside a section names an entry of it."""
        passage = f"{block.title}: {block.items()[0]}" if block.lines else block.title
        if self.section == SEGMENTS:
            for one in segments_in(block.title, item=True)[:1]:
                one.passage = cut(passage)
                self._add_segment(one)
        else:
            whole = f"{block.title}: {' '.join(line.text for line in block.lines)}"
            self._add_offer(offer_of(block.title.split(" – ")[0], whole, heading=self.heading))
        for line in block.lines:
            if line.text:
                self._further(line)

    def _profile(self, name: str, block: Block) -> None:
        if not block.lines:
            return
        if name in LISTS:
            self.found.take(name, _items(name, block), _shown(block, block.lines), firm=True)
            return
        used = block.lines[:1] if name in _ONE_LINE else _paragraph(block)
        value = " ".join(line.text for line in used).strip().strip('"“”«»')
        if name == "website":
            value = address_of(value)
        elif name in ("name", "industry"):
            value = value.rstrip(".")
        self.found.take(name, value, _shown(block, used), firm=True)
        self._sentences(block.lines[len(used) :])

    def _lines(self, lines: list[Line]) -> None:
        """Entries of the open section, with what their further lines say."""
        has_items = any(line.kind == "item" for line in lines)
        before = len(self.found.segments), len(self.found.offers)
        for line in lines:
            item = line.kind == "item"
            if has_items and not item:
                self._further(line)
            elif self.section == SEGMENTS:
                found = segments_in(line.text, item=item)
                for one in found:
                    self._add_segment(one)
                if not found:
                    self._further(line)
            elif offers := offers_in(line.text, item=item, heading=self.heading):
                for offer in offers:
                    self._add_offer(offer)
            else:
                self._further(line)
        made = (len(self.found.segments) - before[0], len(self.found.offers) - before[1])
        if max(made) > 1:  # a label after a list of several belongs to none of them alone
            self.segment = self.offer = None

    def _further(self, line: Line) -> None:
        """A line below an entry describes it; one above all entries is running text."""
        entry = self.segment if self.section == SEGMENTS else self.offer
        if isinstance(entry, SegmentFound):
            said = str(entry.fields.get("description", ""))
            entry.fields["description"] = fitting("description", f"{said} {line.text}".strip())
            for sentence in sentences_of(line.text):
                if heard := audience_in(f"for {entry.name} who {sentence}"):
                    add_wants(entry, heard.pains, heard.goals)
        elif isinstance(entry, OfferFound):
            entry.description = f"{entry.description} {line.text}".strip()[:2000]
        else:
            self.prose += sentences_of(line.text)

    def _detail(self, part: str, name: str, block: Block) -> None:
        if not block.lines:
            return
        value: Value = block.prose()
        if name not in ("description", "company_size", "price"):
            value = fitting(name, _items(name, block))
        value = fitting(name, value)
        if part == SEGMENT and self.segment is not None:
            self.segment.fields.setdefault(name, value)
        elif part == OFFER and self.offer is not None:
            _detail_of_offer(self.offer, name, value)
        elif value:
            self.waiting.append((part, name, value))

    def _add_segment(self, one: SegmentFound) -> None:
        known = self.found.segment(one.name)
        if known is None and fitting("name", one.name):
            self.found.segments.append(one)
        elif known is not None:
            known.fields = {**one.fields, **known.fields}
        self.segment = known or one

    def _add_offer(self, one: OfferFound) -> None:
        known = self.found.offer(one.name)
        if known is None and fitting("name", one.name):
            self.found.offers.append(one)
        self.offer = known or one

    def _sentences(self, lines: list[Line]) -> None:
        run: list[str] = []
        for line in [*lines, Line("gap", "")]:
            if line.kind == "prose":
                run.append(line.text)
                continue
            self.prose += sentences_of(" ".join(run)) + sentences_of(line.text)
            run = []

    def _sentence(self, sentence: str) -> None:
        placed = False
        for said in said_in(sentence):
            self.found.take(said.field, said.value, said.passage, firm=False)
            placed = True
        if (heard := audience_in(sentence)) and len(heard.name.split()) <= 6:
            one = SegmentFound(heard.name, cut(sentence), {"description": heard.passage})
            add_wants(one, heard.pains, heard.goals)
            self._add_segment(one)
            placed = True
        else:
            for one in served_in(sentence):
                self._add_segment(one)
                placed = True
        for name in sold_in(sentence):
            self._add_offer(offer_of(name[:1].upper() + name[1:], sentence))
            placed = True
        if not placed:
            self.found.unplaced.append(cut(sentence))


def _paragraph(block: Block) -> list[Line]:
    """The lines of a field's text: all under a heading, else up to the first full stop."""
    if block.level < INNERMOST:
        return block.lines
    used: list[Line] = []
    for line in block.lines:
        used.append(line)
        if line.text.endswith((".", "!", "?", "”", '"')):
            break
    return used


def _items(name: str, block: Block) -> tuple[str, ...]:
    items = block.items()
    if len(items) > 1 or block.lines[0].kind == "item":
        return tuple(item.rstrip(" ;,") for item in items)
    sentences = sentences_of(items[0])
    if name == "differentiators" and ";" not in items[0]:
        return tuple(sentences)
    if len(sentences) > 1 and all(len(one.split()) <= SHORT_SENTENCE for one in sentences):
        return tuple(one.rstrip(".!") for one in sentences)
    return listed(items[0])


def _shown(block: Block, lines: list[Line]) -> str:
    mark = ":" if block.title[-1:].isalnum() else ""
    return f"{block.title}{mark} {' · '.join(line.text for line in lines if line.text)}"


def _detail_of_offer(offer: OfferFound, name: str, value: Value) -> None:
    if name == "benefits" and isinstance(value, tuple):
        offer.benefits = offer.benefits or value
    elif name == "price" and isinstance(value, str):
        priced = offer_of(offer.name, value)
        if priced.currency and not offer.currency:
            offer.price_low, offer.price_high = priced.price_low, priced.price_high
            offer.currency = priced.currency
            offer.passage = cut(f"{offer.passage} … {value}")
        offer.pricing_model = priced.pricing_model or offer.pricing_model
        if priced.kind == "subscription":
            offer.kind = "subscription"


def _names(passage: str, name: str) -> bool:
    """Whether an offer's words say that it is for a segment."""
    return bool(
        re.search(rf"\b(?:for|für|pour|para|per)\s+(?:\w+\s)?{re.escape(name)}", passage, re.I)
    )
