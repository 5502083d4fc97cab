"""Sentences that say something of a company in a known way: "We help …", "Unlike …, we …"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_NAME = r"[A-ZÀ-Þ0-9][\w'’.&+-]*(?:\s(?:&|and|und|et|y|of|de|the|[A-ZÀ-Þ0-9][\w'’.&+-]*)){0,5}"
_NO_NAMES: Final = frozenset({
    "we", "our", "this", "it", "they", "the", "these", "that", "there", "here", "he", "she",
    "you", "your", "a", "an", "in", "at", "on", "for", "with", "each", "every", "what", "who",
    "how", "why", "if", "when", "while", "as", "but", "and", "or", "so", "since", "today",
    "founded", "based", "everything", "wir", "unser", "unsere", "das", "dies", "diese", "sie",
    "es", "der", "die", "ein", "eine", "nous", "notre", "nos", "ce", "cette", "il", "elle",
    "nosotros", "nuestro", "nuestra", "esto", "noi", "nostro", "questo", "wij", "ons", "dit",
    "mission", "vision", "tone", "voice", "customers", "coffee", "quality", "one",
})  # fmt: skip
_END = (
    r"(?=[.,;:!?]|$|\s(?:in|from|for|that|which|who|based|with|since|founded|aus|für|mit|à|pour"
    r"|de|en)\b)"
)


@dataclass(frozen=True, slots=True)
class Said:
    """A field that a sentence says, its value (several parts for a list), and the sentence."""

    part: str
    field: str
    value: str | tuple[str, ...]
    passage: str


_SCALARS: Final[tuple[tuple[str, str], ...]] = (
    ("mission", r"^(?P<value>(?:our|the) (?:mission|purpose) (?:is|has always been)\b.+)$"),
    ("mission", r"^(?P<value>(?:we|[A-Z][\w&' ]{1,40}) exists? (?:to|so that|because)\b.+)$"),
    ("mission", r"^(?P<value>(?:unsere mission|unser auftrag) ist\b.+)$"),
    ("mission", r"^(?P<value>notre mission (?:est|:)\b.+)$"),
    ("mission", r"^(?P<value>nuestra misión es\b.+|la nostra missione è\b.+|onze missie is\b.+)$"),
    ("voice", r"^(?:our|the) (?:brand )?voice is (?P<value>.+)$"),
    ("voice", r"^we (?:sound|speak|write) (?P<value>(?!to\b|for\b|with\b|about\b).+)$"),
    ("tone", r"^(?:our|the) tone(?: of voice)? is (?P<value>.+)$"),
    ("tone", r"^unser ton(?:fall)? ist (?P<value>.+)$"),
    ("tone", r"^notre ton est (?P<value>.+)$"),
    ("tagline", r"^(?:our|the) (?:tagline|slogan|motto|claim) is[: ]+(?P<value>.+)$"),
    ("value_proposition", r"^(?P<value>we help\b.+|we make it (?:easy|easier|simple)\b.+)$"),
    ("value_proposition", r"^(?P<value>wir helfen\b.+|nous aidons\b.+|ayudamos a\b.+)$"),
    ("value_proposition", r"^(?P<value>aiutiamo\b.+|wij helpen\b.+)$"),
)  # fmt: skip
_LISTS: Final[tuple[tuple[str, str], ...]] = (
    ("values", r"^we (?:believe in|stand for|value) (?P<value>.+)$"),
    ("values", r"^(?:our|the company's) values are (?P<value>.+)$"),
    ("values", r"^(?:unsere werte sind|wir stehen für) (?P<value>.+)$"),
    ("values", r"^nos valeurs sont (?P<value>.+)$"),
    ("competitors", r"^we compete (?:mainly |mostly )?(?:with|against) (?P<value>.+)$"),
    ("competitors", r"^our (?:main |biggest )?competitors (?:are|include) (?P<value>.+)$"),
    ("competitors", r"^unsere (?:wettbewerber|konkurrenten) sind (?P<value>.+)$"),
    ("competitors", r"^nos concurrents sont (?P<value>.+)$"),
)
_DIFFERENT: Final[tuple[str, ...]] = (
    r"^(?P<value>unlike .+?, (?:we|our) .+)$",
    r"^what (?:makes us different|sets us apart) is (?:that )?(?P<value>.+)$",
    r"^(?P<value>we are the (?:only|first) .+)$",
    r"^(?P<value>anders als .+|contrairement à .+|a diferencia de .+|a differenza di .+)$",
)
_UNLIKE = re.compile(r"^unlike (?P<who>.+?), (?:we|our)\b", re.IGNORECASE)
_IS_A = re.compile(
    rf"^(?P<name>{_NAME}) (?:is|ist|est|es|è) (?:an? |the |eine? |une? |una? |un'|uno )"
    rf"(?P<what>[^.,;:!?]+?){_END}"
)
_WE_ARE_A = re.compile(
    r"^(?:we are|we're|wir sind|nous sommes|somos|siamo) (?:an? |the |eine? |une? |una? |uno )"
    rf"(?P<what>[^.,;:!?]+?){_END}",
    re.IGNORECASE,
)
_HELPS = re.compile(rf"^(?P<name>{_NAME}) helps (?P<what>.+)$")
_FOR_WHO = re.compile(
    r"\b(?:for|für|pour|para|per)\s+(?P<who>[^.,;:!?()]{3,60}?),?\s"
    r"(?:who|that|which|die|qui|que|che)\s(?P<does>[^.;!?]+)",
    re.IGNORECASE,
)
_WE_SELL = re.compile(
    r"^(?:we (?:sell|offer|make and sell|provide)|wir (?:verkaufen|bieten)|nous vendons"
    r"|nous proposons|vendemos|ofrecemos|vendiamo|offriamo) (?P<value>.+)$",
    re.IGNORECASE,
)
_PAIN = re.compile(
    r"^(?:are (?:tired|sick|afraid|fed up)|struggle|can't|cannot|can not|lack|suffer|waste|lose|"
    r"have no|don't have|do not have|hate|find it hard)\b",
    re.IGNORECASE,
)
_GOAL = re.compile(
    r"^(?:want|need|wish|would like|are looking for|look for|dream|love|expect|care)\b", re.I
)
_AND = re.compile(
    r"(?:,\s*|\s)(?:and|but|or)\s(?=who\b|that\b|are\b|want|need|struggle|lack|hate|have no|can't)",
    re.IGNORECASE,
)
_URL = re.compile(r"\b(?:https?://)?(?:www\.)?(?P<host>(?:[a-z0-9-]+\.)+[a-z]{2,})(?:/\S*)?", re.I)
_NOT_OWN: Final = (
    "facebook.", "instagram.", "linkedin.", "twitter.", "x.com", "youtube.", "tiktok.",
    "google.", "pinterest.", "trustpilot.", "wikipedia.",
)  # fmt: skip
_ENDS: Final = frozenset({
    "com", "net", "org", "io", "co", "de", "at", "ch", "fr", "es", "it", "nl", "be", "eu", "uk",
    "shop", "store", "app",
})  # fmt: skip
_SPLIT = re.compile(
    r"\s*[,;]\s*(?:and |or |und |oder |et |y |e |en )?|\s+(?:and|or|und|et|y|e|en)\s+"
)


def said_in(sentence: str) -> Iterator[Said]:
    """Everything that one sentence says of a profile; segments and offers come from others."""
    words = sentence.strip()
    yield from _who_we_are(words)
    for field, pattern in _SCALARS:
        if match := re.search(pattern, words, re.IGNORECASE):
            yield Said("profile", field, _sentence(match["value"]), words)
            break
    for field, pattern in _LISTS:
        if match := re.search(pattern, words, re.IGNORECASE):
            yield Said("profile", field, listed(match["value"]), words)
            break
    for pattern in _DIFFERENT:
        if match := re.search(pattern, words, re.IGNORECASE):
            yield Said("profile", "differentiators", (_sentence(match["value"]),), words)
            break
    if match := _UNLIKE.search(words):
        rivals = tuple(name for name in listed(match["who"]) if name[:1].isupper())
        if rivals:
            yield Said("profile", "competitors", rivals, words)


def _who_we_are(words: str) -> Iterator[Said]:
    match = _IS_A.search(words)
    if match and match["name"].split()[0].casefold() not in _NO_NAMES:
        yield Said("profile", "name", match["name"], words)
        yield Said("profile", "industry", match["what"].strip(), words)
    elif ours := _WE_ARE_A.search(words):
        yield Said("profile", "industry", ours["what"].strip(), words)
    helps = _HELPS.search(words)
    if helps and helps["name"].split()[0].casefold() not in _NO_NAMES:
        yield Said("profile", "name", helps["name"], words)
        yield Said("profile", "value_proposition", _sentence(words), words)


@dataclass(frozen=True, slots=True)
class Audience:
    """People whom a sentence says the company is for, with what it says of them."""

    name: str
    pains: tuple[str, ...]
    goals: tuple[str, ...]
    passage: str


def audience_in(sentence: str) -> Audience | None:
    """ "for small offices that want better coffee": who, and what they want or suffer from."""
    match = _FOR_WHO.search(sentence)
    if match is None or match["who"].split()[0].casefold() in ("those", "people", "anyone", "us"):
        return None
    name = re.sub(r"^(?:the|all|die|les|los|gli)\s", "", match["who"].strip(), flags=re.I)
    does = match["does"].strip().rstrip(",")
    clauses = _AND.split(does)
    clauses = [re.sub(r"^(?:who|that)\s", "", clause).strip() for clause in clauses]
    return Audience(
        name=name[:1].upper() + name[1:],
        pains=tuple(clause for clause in clauses if _PAIN.search(clause)),
        goals=tuple(clause for clause in clauses if _GOAL.search(clause)),
        passage=sentence.strip(),
    )


def sold_in(sentence: str) -> tuple[str, ...]:
    """What "We sell …" lists, where each part is short enough to be a name."""
    match = _WE_SELL.search(sentence.strip())
    if match is None:
        return ()
    what = re.split(
        r"\s(?:to|for|that|which|who|at|in|an|für|pour|para|per|from)\s", match["value"]
    )[0]
    parts = listed(what)
    return parts if parts and all(len(part.split()) <= 5 for part in parts) else ()


def listed(words: str) -> tuple[str, ...]:
    """ "honesty, craft and time" as its parts, without the final stop; semicolons part alone."""
    bare = re.sub(r"^(?:such as|like|e\.g\.|z\. ?B\.)\s", "", words.strip().rstrip(".!;"))
    cut = bare.split(";") if ";" in bare else _SPLIT.split(bare)
    parts = [part.strip(" .\"“”«»'") for part in cut]
    return tuple(dict.fromkeys(part for part in parts if part))


def website_in(text: str) -> tuple[str, str] | None:
    """The one address of the text and its words; None where there are several hosts, or none."""
    hosts: dict[str, str] = {}
    for match in _URL.finditer(re.sub(r"\S+@\S+", " ", text)):
        host = match["host"].casefold()
        plain = match[0].casefold().startswith(("http", "www.")) or host.rpartition(".")[2] in _ENDS
        if plain and not host.startswith(_NOT_OWN) and not any(f".{n}" in host for n in _NOT_OWN):
            hosts.setdefault(host, match[0].rstrip(".,;)"))
    if len(hosts) != 1:
        return None
    (words,) = hosts.values()
    return address_of(words), words


def address_of(words: str) -> str:
    """A website as a full address."""
    bare = words.strip().rstrip(".,;)")
    return bare if re.match(r"https?://", bare, re.I) else f"https://{bare}"


def _sentence(words: str) -> str:
    bare = words.strip().strip('"“”«»')
    return bare[:1].upper() + bare[1:]
