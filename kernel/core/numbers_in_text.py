"""Finding numbers in prose, however they are written: the wall behind fact references.

Text is folded first (entities, compatibility forms, marks, invisible characters, look-alike
letters), so that what a reader sees is what is judged. What remains is refused where it holds
a digit or numeral of any script, a number word, a sign that only numbers carry, or anything
stuck to a reference that would change what it says. English is covered whole; other languages
by their digits and their common number words. In doubt a passage is refused: the cost is the
built-in text instead of a model's.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from functools import cache, lru_cache

from kernel.core.number_words import (
    CARDINALS,
    FOREIGN,
    HARMLESS,
    MULTIPLES,
    ORDINALS,
    PARTS,
    SET_PHRASES,
    SUFFIXES,
    VAGUE,
)

REFERENCE = re.compile(r"\{fact:([a-z0-9]+(?:[._-][a-z0-9]+)*)\}")

_MARK = "\ue000"
_QUOTE = "\ue001"
_CUT = " … "
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_OVERRIDES = re.compile("[\u202d\u202e]")
_LETTER_NAME = re.compile(r"LETTER (?:SMALL CAPITAL |DOTLESS |SCRIPT )?([A-Z])(?: WITH .*)?$")
_NUMBER_NAME = re.compile(
    r"\d|\b(?:DIGIT|NUMBER|NUMERAL|ZERO|ONE|TWO|THREE|FOUR|FIVE|SIX|SEVEN|EIGHT|NINE|TEN|ELEVEN"
    r"|TWELVE|HUNDRED|THIRTY|HALF|FIRST|SECOND|THIRD)\b"
)
_LOOK_ALIKES = str.maketrans(
    "аеорсухіѕјһԛԝтпгѵкмвнАЕОРСУХІЅЈҺТКМВНονιυρτκεαΟΝΙΥΤΚΕΑΗΖΧꓔꓰꓠօոսհցⲟɑ",
    "aeopcyxisjhqwtnrvkmbhAEOPCYXISJHTKMBHoviuptkeaONIYTKEAHZXTENonuhgoa",
)
_SPACES = re.compile(" {2,}")
_TAGS = re.compile(r"<[^<>]{0,300}>|[*_~`|\\]")
_WORD = re.compile(r"[^\W\d_]+")
_CAMEL = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_ROMAN = re.compile(r"[IVX]{2,}")
_SPACED = re.compile(r"(?<![^\W\d_])[^\W\d_](?:[\s.\-·•*_~/|,]{1,3}[^\W\d_]){2,}(?![^\W\d_])")
_BROKEN = re.compile(r"(?<![^\W\d_])([^\W\d_]++)([\W_]{1,3})(?=([^\W\d_]++))")
_ONLY_WITH_NUMBERS = re.compile(r"[%‰‱٪％]|\{\s*fact\b|\bfact\s*:", re.IGNORECASE)

_BEFORE = rf"(?:[^\W_]|(?<!{_MARK})[-−–+±~]|[\^.,:/'’$]|\b(?:minus|negative|plus)\s){_MARK}"
_AFTER = (
    rf"{_MARK}(?:[^\W_]|[.,:/'’^*]?{_MARK}"
    r"|\s?(?:per\s?cent|percentage|pct|pp|ppt|k|m|mm|b|x|×|\^|°)(?![^\W\d_]))"
)
_STUCK = re.compile(f"{_BEFORE}|{_AFTER}", re.IGNORECASE)


def unbound(
    text: str, known: Collection[str], allowed: Iterable[str] = (), *, quotes: bool = False
) -> list[str]:
    """Passages, as folded, that state a number outside references to ``known`` facts.

    ``quotes`` is for text that the product wrote: an allowed phrase that is nothing but a number
    may then stand in the marks “…”, as `quote_names` puts it, or be the whole text.
    """
    phrases = tuple(allowed)
    names = _number_names(phrases) if quotes else ()
    if text in names:
        return []
    for phrase in phrases:
        # A name of the tenant's own that looks like a reference is still only a name.
        if "{" in phrase and _says_more(phrase):
            text = text.replace(phrase, _CUT)
    found = [match[0] for match in REFERENCE.finditer(text) if match[1] not in known]
    found += _OVERRIDES.findall(text) + _PRIVATE.findall(text)
    marked = REFERENCE.sub(_MARK, _PRIVATE.sub(" ", text))
    usable = _usable(phrases)
    folded = _SPACES.sub(" ", fold(marked))
    quoted = _without_names(_quote(folded, usable), names)
    for variant in dict.fromkeys((quoted, _quote(_TAGS.sub("", quoted), usable))):
        found += _scan(variant)
    return list(dict.fromkeys(found))


def quote_names(text: str, allowed: Iterable[str]) -> str:
    """A text of the product's own, each name in it that reads as a number in the marks “…”.

    "3M got more" becomes "“3M” got more" where 3M is one of the ``allowed`` phrases. A text that
    is nothing but such a name stays as it is, and so does a name within a longer phrase.
    """
    phrases = tuple(allowed)
    names = _number_names(phrases)
    if not names or text in names:
        return text
    return _names_in(names, _around(names, phrases)).sub(
        lambda one: f"“{one['bare']}”" if one["bare"] else one[0], text
    )


def _without_names(text: str, names: tuple[str, ...]) -> str:
    """A folded text without the names that stand in the marks “…”."""
    if not names or "“" not in text:
        return text
    folded = tuple(dict.fromkeys(" ".join(fold(name).split()) for name in names))
    return _names_in(folded).sub(lambda one: _QUOTE if one["quoted"] else one[0], text)


@lru_cache(maxsize=32)
def _number_names(phrases: tuple[str, ...]) -> tuple[str, ...]:
    """Phrases that state a number and say nothing else, the longest first."""
    found = {
        phrase
        for phrase in phrases
        if phrase.strip()
        and not _says_more(folded := " ".join(fold(phrase).split()))
        and any(_scan(folded))
    }
    return tuple(sorted(found, key=lambda phrase: (-len(phrase), phrase)))


@lru_cache(maxsize=32)
def _around(names: tuple[str, ...], phrases: tuple[str, ...]) -> tuple[str, ...]:
    """Phrases that hold one of the names beside other words, the longest first."""
    pattern, known = _names_in(names), frozenset(names)
    found = {
        phrase
        for phrase in (*phrases, *SET_PHRASES)
        if phrase not in known and any(one["bare"] for one in pattern.finditer(phrase))
    }
    return tuple(sorted(found, key=lambda phrase: (-len(phrase), phrase)))


@lru_cache(maxsize=32)
def _names_in(names: tuple[str, ...], longer: tuple[str, ...] = ()) -> re.Pattern[str]:
    """Where the names stand in a text, or what is left alone: references, other quotes, and
    ``longer`` phrases."""
    within = (*names, *(name.strip("“”") for name in names))  # a name may bring marks of its own
    marked, left, either = ("|".join(map(re.escape, some)) for some in (within, longer, names))
    return re.compile(
        rf"(?P<quoted>“(?:{marked})”)|{REFERENCE.pattern}|“[^“”]*”"
        rf"|(?<!\w)(?:{left or '(?!)'})(?!\w)|(?<!\w)(?P<bare>{either})(?!\w)"
    )


def fold(text: str) -> str:
    """The text as a reader sees it, in plain letters and digits; case is kept."""
    for _ in range(4):
        unescaped = html.unescape(text)
        if unescaped == text:
            break
        text = unescaped
    if text.isascii():
        return "".join(map(_plain, text))
    plain = unicodedata.normalize("NFKD", "".join(map(_numeral, text)))
    return unicodedata.normalize("NFC", "".join(map(_plain, plain))).translate(_LOOK_ALIKES)


def _numeral(sign: str) -> str:
    """Roman numerals and the like, which would fold into mere letters, as digits."""
    if sign.isascii() or unicodedata.category(sign) != "Nl":
        return sign
    return f"{unicodedata.numeric(sign, 0):g}"


@lru_cache(maxsize=4096)
def _plain(sign: str) -> str:
    if sign.isascii() or sign in (_MARK, _QUOTE):
        return sign if " " <= sign != "\x7f" else " "
    category = unicodedata.category(sign)
    if category in ("Cf", "Mn", "Me", "Cs", "Cn"):
        return ""
    if category.startswith("Z") or category == "Cc":
        return " "
    name = unicodedata.name(sign, "")
    letter = _LETTER_NAME.search(name)
    if letter and not name.startswith(("CYRILLIC", "GREEK", "COPTIC")):
        return letter[1].lower()
    return sign


def _quote(text: str, phrases: tuple[str, ...]) -> str:
    """Put a mark in the place of each phrase that may stand word for word."""
    for phrase in phrases:
        if phrase not in text:
            continue
        edge = rf"(?<![^\W_])(?<!\d[.,:])(?<!{_MARK}){re.escape(phrase)}(?![^\W_])(?![.,:]\d)"
        text = re.sub(edge + f"(?!{_MARK})", _QUOTE, text)
    return text


@lru_cache(maxsize=32)
def _usable(allowed: tuple[str, ...]) -> tuple[str, ...]:
    """Phrases, longest first; one that says nothing but a number allows nothing.

    Every text of an output is held to the same phrases, hence the cache.
    """
    folded = {" ".join(fold(phrase).split()) for phrase in allowed} | set(SET_PHRASES)
    useful = (phrase for phrase in folded if phrase in SET_PHRASES or _says_more(phrase))
    return tuple(sorted(useful, key=lambda phrase: (-len(phrase), phrase)))


def _says_more(phrase: str) -> bool:
    words = [word for word in _WORD.findall(phrase) if not _is_number(word)]
    return sum(map(len, words)) >= 2


def _scan(text: str) -> Iterator[str]:
    lower = text.lower()
    bare = _HARMLESS.sub(lambda match: " " * len(match[0]), lower)
    spots = set(_numerals(text)) | set(_spelled(text, bare))
    for pattern, where in ((_ONLY_WITH_NUMBERS, text), (_STUCK, text), (_VAGUE, bare)):
        spots |= {(match.start(), match.end()) for match in pattern.finditer(where)}
    last = -1
    for start, end in sorted(spots):
        if start < last:
            continue
        while start > 0 and not text[start - 1].isspace():
            start -= 1
        while end < len(text) and not text[end].isspace():
            end += 1
        last = end
        yield text[start:end].replace(_MARK, "{fact}").replace(_QUOTE, "…")[:80]


def _numerals(text: str) -> Iterator[tuple[int, int]]:
    for place, sign in enumerate(text):
        if sign.isascii():
            if sign.isdigit() or sign == "$":
                yield place, place + 1
        elif unicodedata.numeric(sign, None) is not None or _is_sign(sign):
            yield place, place + 1


@lru_cache(maxsize=4096)
def _is_sign(sign: str) -> bool:
    """A currency sign, or a pictograph whose name holds a number (dice, clocks, medals)."""
    category = unicodedata.category(sign)
    if category == "Sc":
        return True
    return category == "So" and bool(_NUMBER_NAME.search(unicodedata.name(sign, "")))


def _spelled(text: str, bare: str) -> Iterator[tuple[int, int]]:
    for match in _WORD.finditer(bare if len(bare) == len(text) else text):
        word = text[match.start() : match.end()]
        parts = _CAMEL.findall(word) if not word.islower() else []
        roman = _ROMAN.fullmatch(word) is not None
        if roman or _is_number(match[0]) or any(_is_number(part) for part in parts[:20]):
            yield match.span()
    for match in _SPACED.finditer(bare):
        joined = "".join(_WORD.findall(match[0]))
        if any(word in joined for word in _words() if len(word) > 2):
            yield match.span()
    for match in _BROKEN.finditer(bare):
        joined = match[1] + match[3]
        if joined in _words() and (len(joined) > 3 or match[2].strip()):
            yield match.span()


def _is_number(word: str) -> bool:
    word = word.lower()
    return word in _words() or _glued(word)


@lru_cache(maxsize=4096)
def _glued(word: str) -> bool:
    """Whether the word falls wholly into number words and what follows them."""
    if len(word) > 60:
        return any(part in word for part in CARDINALS if len(part) > 4)
    # reach[i]: the first i letters can be cut up; True where a number word is among them
    reach: dict[int, bool] = {0: False}
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - 12), end):
            if start not in reach:
                continue
            piece = word[start:end]
            if piece in PARTS:
                reach[end] = True
            elif reach[start] and piece in SUFFIXES:
                reach.setdefault(end, True)
    return reach.get(len(word), False)


@cache
def _words() -> frozenset[str]:
    words = (*CARDINALS, *ORDINALS, *MULTIPLES, *FOREIGN)
    return frozenset(fold(word).lower() for word in words) | frozenset(words)


_HARMLESS = re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, HARMLESS)) + r")(?![\w-])")
_VAGUE = re.compile(rf"\b(?:{VAGUE})\b")
