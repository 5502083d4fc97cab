"""One line of a list of segments or of offers: its name, and what the line says of it."""

from __future__ import annotations

import re

from cmo.setup.blocks import sentences_of
from cmo.setup.found import LONGEST_ITEM, OfferFound, SegmentFound, Value, cut
from cmo.setup.patterns import audience_in, listed
from cmo.setup.prices import price_of, pricing_model_of

MOST_WORDS_OF_A_NAME = 8
_PARTS = re.compile(r"^(?P<name>[^:–—(]{2,80}?)\s*(?:[:(]|\s[–—-]\s|[–—])\s*(?P<rest>.+)$")
_WHO = re.compile(r"^(?P<name>.{2,80}?),?\s+(?P<rest>(?:who|that|with|die|qui|que|che)\s.+)$", re.I)
_PRIMARY = re.compile(
    r"\b(?:primary|our main|main (?:segment|audience|customers?)|most important|core segment|"
    r"wichtigste\w*|haupt\w*|principal\w*|principale)\b",
    re.IGNORECASE,
)
_FLAGSHIP = re.compile(
    r"\b(?:flagship|bestseller|best seller|best-selling|our main product|flaggschiff|"
    r"produit phare|producto estrella)\b",
    re.IGNORECASE,
)
_MARKS = re.compile(
    r"\s*\((?:primary|main|flagship|core|bestseller)\)|\b(?:primary|main):\s*", re.I
)
_SERVICE = re.compile(
    r"\b(?:services?|consulting|workshops?|trainings?|support|audits?|coaching|courses?|repairs?|"
    r"installation|beratung|dienstleistung|schulung|kurs|atelier|formation|conseil|servicio|"
    r"asesoría|consulenza|corso)\b",
    re.IGNORECASE,
)
_SUBSCRIPTION = re.compile(
    r"\b(?:subscriptions?|membership|abonnement|abo|abbonamento|suscripción)\b", re.I
)
_SERVED = re.compile(
    r"^(?:we (?:serve|work with|sell to)|our (?:customers|clients) are|mostly|mainly)"
    r" (?P<value>.+)$",
    re.IGNORECASE,
)
_WE_SERVE = re.compile(
    r"^(?:we (?:serve|sell to)|our (?:customers|clients) are) (?P<value>.+)$", re.IGNORECASE
)
_ATTRIBUTE = re.compile(r",|\s(?:who|that|which|with|aged|in|from|between|of all)\s", re.IGNORECASE)
_BETWEEN = re.compile(r"[,;]\s+(?:(?:and|und|et|y)\s)?|\s(?:and|und|et|y)\s")
_ARTICLE = re.compile(r"^(?:the|our|an?)\s")
_NO_PEOPLE = re.compile(
    r"(?:they|we|it|this|these|those|that|he|she|you|i|there|sie|wir|es|das|diese|ihr|ich|ils|"
    r"elles|nous|ce|ellos|nosotros|noi|loro)\b|.*\b(?:is|are|was|were|has|have|do|does|ist|sind)\b",
    re.IGNORECASE,
)
_BEING = re.compile(r"^(?:is|are)\s(?=\S)", re.IGNORECASE)
_AT = re.compile(r"\s(?:at|for|für|zu|à|por|per)$", re.IGNORECASE)
MOST_WORDS_OF_A_SEGMENT = 5


def served_in(sentence: str) -> list[SegmentFound]:
    """The segments of "We serve A and B who …"; none unless each of them has a short name."""
    match = _WE_SERVE.match(sentence.rstrip(" .!"))
    parts = listed(match["value"]) if match else ()
    if match and not parts:
        parts = (match["value"],)
    names = [_ATTRIBUTE.split(part)[0].strip() for part in parts]
    if any(not name or len(name.split()) > MOST_WORDS_OF_A_SEGMENT for name in names):
        return []
    return [
        SegmentFound(_title(name), cut(sentence), {"description": _title(part)})
        for name, part in zip(names, parts, strict=True)
    ]


def segments_in(line: str, *, item: bool) -> list[SegmentFound]:
    """The segments that a line names; a line of prose names one only in a known way."""
    if several := _people_in(line, item=item):
        return several
    if found := _named(line, item=item):
        return [found]
    served = _SERVED.search(line)
    parts = listed(served["value"] if served else line)
    ends = line.rstrip().endswith((".", "!", "?"))
    names = [_ATTRIBUTE.split(part)[0].strip() for part in parts]
    short = all(name and len(name.split()) <= MOST_WORDS_OF_A_SEGMENT for name in names)
    if parts and (served or not ends) and short:
        return [_of_a_list(name, part, line) for name, part in zip(names, parts, strict=True)]
    heard = audience_in(line)
    if heard is None:
        return []
    found = SegmentFound(_title(heard.name), cut(line), {"description": heard.passage})
    add_wants(found, heard.pains, heard.goals)
    return [found]


def _people_in(line: str, *, item: bool) -> list[SegmentFound]:
    """A segment for each sentence of "Commuters in cities, who … . Families who …"."""
    sentences = [] if item else sentences_of(line)
    found = [_people(sentence) for sentence in sentences]
    return [one for one in found if one] if len(found) > 1 and all(found) else []


def _people(sentence: str) -> SegmentFound | None:
    plain = _MARKS.sub("", sentence).strip()
    match = _WHO.match(plain)
    name = _ATTRIBUTE.split(match["name"])[0].strip() if match else ""
    few = len(name.split()) <= MOST_WORDS_OF_A_SEGMENT
    if match is None or not few or not name[:1].isupper() or _NO_PEOPLE.match(name):
        return None
    found = SegmentFound(name, cut(sentence), {"description": plain}, bool(_PRIMARY.search(plain)))
    if heard := audience_in(f"for {name} {match['rest']}"):
        add_wants(found, heard.pains, heard.goals)
    return found


def _of_a_list(name: str, part: str, line: str) -> SegmentFound:
    fields: dict[str, Value] = {} if name == part else {"description": _title(part)}
    return SegmentFound(_title(name), cut(line), fields)


def _named(line: str, *, item: bool) -> SegmentFound | None:
    plain = _MARKS.sub("", line).strip()
    parts = _PARTS.match(plain)
    who = None if parts else _WHO.match(plain)
    match = parts or who
    bare = (match["name"] if match else plain).strip(" .,;")
    if not bare or len(bare.split()) > MOST_WORDS_OF_A_NAME or not (match or item):
        return None
    if who and not item and _NO_PEOPLE.match(bare):
        return None
    rest = match["rest"].rstrip(")") if match else ""
    found = SegmentFound(_title(bare), cut(line), primary=bool(_PRIMARY.search(line)))
    if rest:
        found.fields["description"] = plain if who else _title(rest)
        heard = audience_in(f"for {bare} {rest}" if who else f"for {bare} {_does(rest)}")
        if heard:
            add_wants(found, heard.pains, heard.goals)
    return found


def _does(rest: str) -> str:
    """A description from its "who …" on; all of it where it has none."""
    match = re.search(r"\b(?:who|that|which|die|qui|que|che)\s", rest, re.IGNORECASE)
    return rest[match.start() :] if match else f"who {rest}"


def add_wants(found: SegmentFound, pains: tuple[str, ...], goals: tuple[str, ...]) -> None:
    """What a segment suffers from and wants, as far as it fits."""
    for name, said in (("pains", pains), ("goals", goals)):
        fitting = tuple(_title(_BEING.sub("", one)) for one in said if len(one) <= LONGEST_ITEM)
        if fitting:
            found.fields[name] = fitting


def offers_in(line: str, *, item: bool, heading: str = "") -> list[OfferFound]:
    """The offers that a line names: one, or one for each price of "the A at €9, the B at €12"."""
    parts = [] if item else [_ARTICLE.sub("", part) for part in _priced_parts(line)]
    if len(parts) > 1 and all(part[:1].isupper() for part in parts):
        several = [offer_in(part, item=False, heading=heading) for part in parts]
        if all(several):
            return [one for one in several if one]
    one = offer_in(line, item=item, heading=heading)
    return [one] if one else []


def _priced_parts(line: str) -> list[str]:
    """A line cut behind each of its prices."""
    parts, start = [], 0
    for mark in _BETWEEN.finditer(line):
        if price_of(line[start : mark.start()]):
            parts.append(line[start : mark.start()])
            start = mark.end()
    return [*parts, line[start:]] if price_of(line[start:]) else parts


def offer_in(line: str, *, item: bool, heading: str = "") -> OfferFound | None:
    """The offer that a line names, with its price; `heading` is that of its section."""
    price = price_of(line)
    plain = _MARKS.sub("", line).strip()
    parts = _PARTS.match(plain)
    name = parts["name"] if parts else plain
    rest = parts["rest"].rstrip(")") if parts else ""
    if price and price.words in name:
        name = re.split(r"[,;]?\s*(?:from\s|ab\s|à partir de\s)?" + re.escape(price.words), name)[0]
        name = _AT.sub("", name)
    name = re.split(r"[,;]\s", name)[0].strip(" .,;-–—") if price or item else name.strip(" .,;")
    if not name or len(name.split()) > MOST_WORDS_OF_A_NAME or not (parts or item or price):
        return None
    return offer_of(_title(name), line, _without_price(rest, price.words if price else ""), heading)


def offer_of(name: str, passage: str, description: str = "", heading: str = "") -> OfferFound:
    """An offer by its name, with price, way of paying and kind as its words say them."""
    words = f"{name} {passage}"
    price, model = price_of(passage), pricing_model_of(passage)
    kind = ""
    if model == "subscription" or _SUBSCRIPTION.search(words):
        kind, model = "subscription", model if model != "one_time" else "subscription"
    elif _SERVICE.search(f"{name} {heading}"):
        kind = "service"
    return OfferFound(
        name=name,
        passage=cut(passage),
        description=description,
        kind=kind,
        pricing_model=model,
        price_low=price.low if price else None,
        price_high=price.high if price else None,
        currency=price.currency if price else "",
        flagship=bool(_FLAGSHIP.search(passage)),
    )


def _without_price(rest: str, price: str) -> str:
    """A description that is more than a price; the price stands in its own columns."""
    bare = rest.strip()
    said = re.sub(re.escape(price) if price else r"(?!)", "", bare)
    return _title(bare) if len(re.findall(r"[^\W\d_]{3,}", said)) >= 2 else ""


def _title(words: str) -> str:
    bare = words.strip().strip('"“”«»')
    return bare[:1].upper() + bare[1:]
