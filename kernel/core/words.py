"""The words of a request: folded, stemmed, cut into steps, and searched for phrases."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from kernel.core.thesaurus import MEANINGS

GAP = 3
"""So many other words may stand between two words of a phrase."""
COMPOUND = 6
"""A word that begins with a stem of at least this length holds it, as compounds do."""

_STOP_TEXT = (
    "a all an and are as at be been but by can could d day days did do does don every for from "
    "give had has have he help here how i if in into is it its just last let ll m make me my need "
    "new no not of on one only or our out please re run s see show so some start t tell than that "
    "the their them then there these they thing this to today up us ve want was we week were what "
    "when where which who why will with would you your "
    "aber als an auf bitte das dem den der die ein eine einen einer fur ich ist mein meine mir mit "
    "nach oder sind und uns unser unsere von was wie wir zu zum zur "
    "au aux avec ce ces dans de des du en et je la le les mes mon nos notre nous ou par pour que "
    "qui sur un une vous "
    "al como con del el es esta las los mi mis nuestra nuestro para por se su una y"
)
_FILLER_TEXT = "a an the my our your me us please some der die das den dem"
_VERB_TEXT = (
    "add analyse analyze build check compare create define describe design draft draw find fix "
    "fill get give have launch lay look make map move plan prepare put review run schedule set "
    "sketch start take tell work write"
)
_NOUNS_TOO = frozenset({"check", "design", "draft", "map", "plan", "review", "schedule", "sketch"})
_BEYOND_TEXT = (
    "approve cancel delete pay publish reject send "
    "bezahle genehmige losche sende veroffentliche envoie paie publie supprime envia paga publica"
)
_POLITE_TEXT = "please first we i want need to can could you let s just now bitte"
_STOP = frozenset(_STOP_TEXT.split())
_FILLER = frozenset(_FILLER_TEXT.split())
_VERBS = frozenset(_VERB_TEXT.split())
_BEYOND = frozenset(_BEYOND_TEXT.split())
_POLITE = frozenset(_POLITE_TEXT.split())
_ENDINGS = (
    "isations", "izations", "isation", "ization", "ising", "izing", "ises", "izes", "ised", "ized",
    "ise", "ize", "ings", "ing", "ies", "ied", "es", "is", "ed", "s", "e",
)  # fmt: skip
_WORD = re.compile(r"(?<![^\W_])[^\W\d_]+(?![^\W_])")
"""Letters alone: what touches a digit (Q2, 90day) is no word."""
_THEN = re.compile(
    r"\b(?:and\s+)?(?:then|after\s+that|afterwards|followed\s+by|danach|anschlie(?:ß|ss)end|dann"
    r"|puis|ensuite|luego|despu[eé]s)\b|→|->|=>",
    re.IGNORECASE,
)
_LIST = re.compile(r"[,;]\s*(?:and\s+)?|\band\b", re.IGNORECASE)
_REFUSED = re.compile(
    r"(?:(?<![^\s])(?:instead\s+of|rather\s+than|without|no\s+need\s+(?:to|for)|ohne|sans)\b"
    r"|(?:^|[,.;:!?]\s*)(?:please\s+)?(?:do\s+not|don['’]?t|not|nicht|pas|no\s+(?:new|more))\b)"
    r"[^,.;:!?]*",
    re.IGNORECASE,
)

_QUOTED = re.compile(
    r"“[^“”]*”|„[^„“”]*[“”]|«[^«»]*»|\"[^\"]*\"|(?<!\w)'[^']*'(?!\w)|‘[^‘’]*’(?!\w)"
)
"""No quotation holds the sign that opens it, so that a text of nothing else is read once."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word as it was written, its place in the text, and its stem.

    ``counts`` is False for words that say nothing.
    """

    word: str
    stem: str
    counts: bool
    start: int = 0

    @property
    def end(self) -> int:
        return self.start + len(self.word)


@lru_cache(maxsize=4096)
def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text without fillers, and without what it says it does not want."""
    wanted = _REFUSED.sub(lambda found: " " * len(found[0]), text)
    found = []
    for match in _WORD.finditer(wanted):
        word, folded = match[0], fold(match[0])
        if folded not in _FILLER:
            means = _meanings().get(_bare(word), folded)
            counts = not {folded, means} & _STOP and len(folded) > 1
            found.append(Token(word, stem(word), counts, match.start()))
    return tuple(found)


def without_names(text: str) -> str:
    """The text with what stands in quotation marks blank: a name says which row, not what to do.

    As it is where nothing else of it says anything.
    """
    rest = _QUOTED.sub(lambda found: " " * len(found[0]), text)
    return rest if any(token.counts for token in tokens(rest)) else text


def fold(word: str) -> str:
    """Lower case without marks: ``Stratégie`` is ``strategie``."""
    apart = unicodedata.normalize("NFKD", word.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def stem(word: str) -> str:
    """The part of a word that its forms share, of the English word where it means one.

    Rough, and the same for request and phrase.
    """
    return _meanings().get(bare := _bare(word), bare)


@cache
def _meanings() -> dict[str, str]:
    return {
        _bare(word): _bare(meaning) for meaning, words in MEANINGS.items() for word in words.split()
    }


def _bare(word: str) -> str:
    folded = fold(word).replace("yz", "ys")
    if folded.endswith("y") and len(folded) > 4 and folded[-2] not in "aeou":
        return folded[:-1]
    for ending in _ENDINGS:
        if folded.endswith(ending) and len(folded) - len(ending) >= 3:
            return folded.removesuffix(ending)
    return folded


def find(words: Sequence[str], said: Sequence[Token]) -> list[int]:
    """Where the words of a phrase stand, in its order with small gaps; nothing where they do not.

    A phrase of one word is found at each of its places, but never at a word that says nothing.
    """
    if len(words) == 1:
        return [i for i, one in enumerate(said) if one.counts and _holds(one, words[0])]
    for start, one in enumerate(said):
        if not _holds(one, words[0]):
            continue
        places = [start]
        for word in words[1:]:
            window = range(places[-1] + 1, min(places[-1] + 2 + GAP, len(said)))
            place = next((i for i in window if _holds(said[i], word)), None)
            if place is None:
                break
            places.append(place)
        else:
            return places
    return []


def passages(text: str, said: Sequence[Token], places: Sequence[int]) -> tuple[str, ...]:
    """The text's own words at these places; neighbours with nothing but words between are one."""
    found: list[tuple[int, int]] = []
    for place in places:
        token = said[place]
        between = text[found[-1][1] : token.start] if found else "."
        if re.fullmatch(r"[^\W\d_]*\s+|\s+[^\W\d_]+\s+", between):
            found[-1] = (found[-1][0], token.end)
        else:
            found.append((token.start, token.end))
    return tuple(dict.fromkeys(text[start:end] for start, end in found))


def _holds(said: Token, wanted: str) -> bool:
    return said.stem == wanted or (len(wanted) >= COMPOUND and said.stem.startswith(wanted))


def clauses(text: str) -> Iterator[list[str]]:
    """The ways in which a text tells steps: by "then", and as a list of things to do."""
    parts = [part.strip(" ,.;:") for part in _THEN.split(text)]
    parts = [part for part in parts if part]
    if len(parts) > 1:
        yield [piece for part in parts for piece in _things_to_do(part)]
        yield parts
    elif len(listed := _things_to_do(text)) > 1:
        yield listed


def _things_to_do(text: str) -> list[str]:
    """A list in which every part begins with a verb; otherwise the text as it is."""
    parts = [part.strip() for part in _LIST.split(text) if part.strip()]
    if len(parts) > 1 and all(_begins_with_a_verb(part) for part in parts):
        return parts
    return [text]


def is_beyond(text: str) -> bool:
    """Whether the request begins with what no agent does: to send, pay, delete, approve."""
    return _first_word(text) in _BEYOND


def is_verb(token: Token) -> bool:
    """Whether the word says what to do, and not with what."""
    return token.stem in _verb_stems()


@cache
def _verb_stems() -> frozenset[str]:
    return frozenset(map(stem, _VERBS - _NOUNS_TOO))


def _begins_with_a_verb(text: str) -> bool:
    return _first_word(text) in _VERBS


def _first_word(text: str) -> str:
    """The first word that is not said out of politeness."""
    words = (fold(match[0]) for match in _WORD.finditer(text))
    return next((word for word in words if word not in _POLITE), "")
