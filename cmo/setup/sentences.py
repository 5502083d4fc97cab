"""What brand intake says: what was found, what a person's words kept, and what it asks."""

from __future__ import annotations

from cmo.setup.ground import Ground
from cmo.setup.wording import LABELS, OFFER, REQUIRED, SEGMENT
from kernel.core.contracts import Finding, Need
from kernel.core.facts import FactBook

MOST_QUESTIONS = 8


def summary(ground: Ground, book: FactBook) -> str:
    """Whose profile it is, what was found for it, and which of the needed fields are open."""
    parts = [
        _counted(book, key, one, many)
        for key, one, many in (
            ("intake.taken", "field of the profile", "fields of the profile"),
            ("intake.segments", "customer segment", "customer segments"),
            ("intake.offers", "offer", "offers"),
        )
        if book[key].value
    ]
    name = "{fact:profile.name}: " if "profile.name" in book else ""
    if parts:
        first = f"{name}{_and(parts)} found."
    elif ground.payload.text:
        first = f"{name}nothing in the text could be placed by its words."
    else:
        first = f"{name}nothing was handed over, so nothing changes."
    held = "The profile holds {fact:intake.known} of {fact:intake.fields} fields."
    open_fields = [LABELS[field].lower() for field in REQUIRED if field in ground.missing]
    rest = f"Still open: {_and(open_fields)}." if open_fields else "No needed field is open."
    return " ".join((first[:1].upper() + first[1:] if not name else first, held, rest))


def kept(ground: Ground) -> list[Finding]:
    """Fields that a person changed and that the text says otherwise."""
    found = ground.found.profile
    return [
        Finding(
            kind="kept",
            title=f"{LABELS[field]} stays as it is",
            text="A person has edited the profile; what was found differs and was not written.",
            subject=field,
        )
        for field in found
        if ground.state(field, found[field]) == "kept"
    ]


def questions(ground: Ground, book: FactBook) -> list[Need]:
    """What is asked for: needed fields, then a segment and an offer, then what these lack."""
    asked = [_ask(LABELS[name], *REQUIRED[name]) for name in REQUIRED if name in ground.missing]
    found = ground.found
    if not ground.segments and not found.segments:
        asked.append(_ask(*SEGMENT))
    if not ground.offers and not found.offers:
        asked.append(_ask(*OFFER))
    several = len({*(s.name.casefold() for s in found.segments)}) + len(ground.segments) > 1
    primary = any(s.primary for s in found.segments) or any(
        row.values["is_primary"] for row in ground.segments
    )
    if several and not primary:
        asked.append(
            _ask(
                "Primary segment", "Campaigns begin with it.", "Which segment matters most to you?"
            )
        )
    for number, segment in enumerate(found.segments, start=1):
        stored = next((row for row in ground.segments if row.is_called(segment.name)), None)
        wants = [segment.fields.get(name) for name in ("pains", "goals")]
        if not any(wants) and not (stored and (stored.values["pains"] or stored.values["goals"])):
            name = f"{{fact:segment.{number}}}"
            asked.append(
                _ask(f"Pains of {name}", "Content answers them.", f"What do {name} struggle with?")
            )
    for number, offer in enumerate(found.offers, start=1):
        stored = next((row for row in ground.offers if row.is_called(offer.name)), None)
        priced = offer.price_low is not None or offer.price_high is not None
        if priced or offer.pricing_model in ("quote", "freemium"):
            continue
        if stored is None or stored.values["price_low"] is None:
            name = f"{{fact:offer.{number}}}"
            asked.append(
                _ask(f"Price of {name}", "Plans weigh offers by it.", f"What does {name} cost?")
            )
    return asked[:MOST_QUESTIONS]


def needs(ground: Ground) -> list[Need]:
    """What is missing where nothing at all is known."""
    asked = [_ask(LABELS[name], *REQUIRED[name]) for name in REQUIRED]
    if ground.payload.text:
        words = "No heading, label, list or known sentence stands in the text."
        question = "Will you add headings such as “Customers” and “Offers”?"
        asked.insert(0, _ask("A text that names things", words, question))
    else:
        words = "Every other agent works from it."
        question = "Will you paste an about page, a pitch or notes?"
        asked.insert(0, _ask("A text about the company", words, question))
    return [*asked, _ask(*SEGMENT), _ask(*OFFER)]


def _ask(what: str, why: str, question: str) -> Need:
    return Need(what=what, why=why, question=question)


def _counted(book: FactBook, key: str, one: str, many: str) -> str:
    return f"{{fact:{key}}} {one if book[key].value == 1 else many}"


def _and(parts: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))
