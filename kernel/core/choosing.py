"""Which agent, or which agents in turn, answer a request in plain words: by rules alone.

Each mode and each named chain of the manifest is weighed by the words of its name and by the
phrases (``asks``) by which people ask for it, whole or, weaker, by a word that few others have;
an agent without phrases by the words of what it reads and writes. The kind of answer that a request
is after (``answers``) outweighs what it merely speaks of. Nothing here knows any module.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from kernel.core.asking import OF_A_ROW, kinds_of
from kernel.core.manifest import Manifest, label
from kernel.core.routing import function_for
from kernel.core.words import (
    Token,
    clauses,
    find,
    is_beyond,
    is_verb,
    passages,
    tokens,
    without_names,
)

STRONG, WEAK = 3.0, 1.0
RARE = 1.75
"""What a word out of a phrase weighs where one agent alone has it; by half where two have it."""
ANSWERED = 8.0
"""What it weighs that an agent gives the kind of answer that is asked for."""
SURE = 3.0
"""Less than this is a guess, and a guess is asked about."""
CLOSE = 0.85
"""A second choice that weighs this much of the first makes the request ambiguous."""
NEAREST = 2
"""So many choices are offered where nothing is sure."""


@dataclass(frozen=True, slots=True)
class Route:
    """What was chosen: the modes in their order; none where the request must be asked about.

    ``chain`` is the named chain that they are, ``matched`` the request's own words that decided,
    ``close`` the modes and chains between which the request does not tell.
    """

    modes: tuple[str, ...]
    why: str
    matched: tuple[str, ...] = ()
    chain: str | None = None
    close: tuple[str, ...] = ()

    @property
    def mode(self) -> str | None:
        """The one mode; None for a chain and for a question."""
        return self.modes[0] if len(self.modes) == 1 else None


@dataclass(slots=True)
class _Candidate:
    """A mode or a chain, what its words weigh, and from which weight on they decide."""

    name: str
    title: str
    modes: tuple[str, ...]
    phrases: list[tuple[list[str], float]] = field(default_factory=list)
    answers: frozenset[str] = frozenset()
    sure: float = 0.0


def route(manifest: Manifest, text: str) -> Route:
    """Choose for a request in words.

    A module with one mode takes it without being asked. Steps that are told one after another
    ("…, then …") become a chain in that order. A tie or no match chooses nothing, since a guess
    would start the wrong work.
    """
    if len(manifest.modes) == 1:
        return Route(manifest.modes, "It is the only mode of this module.")
    if is_beyond(text) and "decision" not in kinds_of(text):
        return Route((), "Agents draft and propose; to send, pay, delete or decide is a person's.")
    candidates = _candidates(manifest)
    text = without_names(text)
    whole = _best(candidates, text)
    if whole.chain is None and (told := _in_turn(manifest, candidates, text)):
        return told
    return whole


def choice(manifest: Manifest, name: str) -> tuple[str, ...]:
    """The modes of a mode's or chain's name; none where the module has no such one."""
    if name in manifest.chains:
        return manifest.chains[name].modes
    return (name,) if name in manifest.modes else ()


def in_order(modes: Sequence[str]) -> str:
    """ "Setup, then Strategy, then Funnels"."""
    return ", then ".join(label(mode) for mode in modes)


def _candidates(manifest: Manifest) -> list[_Candidate]:
    made = []
    for agent in manifest.agents.values():
        function = function_for(agent.function)
        one = _Candidate(
            agent.mode, label(agent.mode), (agent.mode,), answers=frozenset(agent.answers)
        )
        one.sure = SURE if agent.asks else 0.0
        strong = {t.stem for t in tokens(f"{agent.mode} {agent.key} {function.title}") if t.counts}
        weak = {t.stem for t in tokens(f"{function.reads} {function.writes}") if t.counts}
        one.phrases = [([word], STRONG) for word in sorted(strong)]
        if not agent.asks:
            one.phrases += [([word], WEAK) for word in sorted(weak - strong)]
        one.phrases += _asked(agent.asks)
        made.append(one)
    shared = Counter(word for one in made for (word, *rest), _ in one.phrases if not rest)
    for one in made:
        one.phrases = [
            (words, weight / shared[words[0]] if weight == WEAK else weight)
            for words, weight in one.phrases
        ]
    words = [_words(agent.asks) for agent in manifest.agents.values()]
    for own, one in zip(words, made, strict=True):
        one.phrases += _rare(own, words)
    for chain in manifest.chains.values():
        made.append(_Candidate(chain.name, chain.title, chain.modes, [*_asked(chain.asks)]))
    return made


def _rare(
    own: frozenset[str], everybody: Sequence[frozenset[str]]
) -> list[tuple[list[str], float]]:
    """Single words of an agent's phrases that at most one other agent's phrases have too."""
    shared = Counter(word for words in everybody for word in words)
    return [([word], RARE / shared[word]) for word in sorted(own) if shared[word] <= 2]


@lru_cache
def _words(asks: tuple[str, ...]) -> frozenset[str]:
    return frozenset(token.stem for ask in asks for token in tokens(ask) if token.counts)


@lru_cache
def _asked(asks: tuple[str, ...]) -> tuple[tuple[list[str], float], ...]:
    """Phrases with the weight of each of their words: the longer the phrase, the surer.

    A phrase of three words and more counts by half where one of them is another one.
    """
    found = []
    for ask in asks:
        said = tokens(ask)
        words = [token.stem for token in said]
        if words:
            found.append((words, 2.0 + min(len(words), 5)))
        for left_out in range(len(said) if len(said) > 2 else 0):
            rest = [token for place, token in enumerate(said) if place != left_out]
            if sum(token.counts for token in rest) > 1:
                found.append(([t.stem for t in rest], (2.0 + min(len(rest), 5)) / 2))
    return tuple(found)


def _weigh(one: _Candidate, said: Sequence[Token]) -> tuple[float, list[int]]:
    """What the request weighs for a candidate, each of its words once, and which decided."""
    weights: dict[int, float] = {}
    heard = "".join(f" {token.stem}" for token in said)
    for words, weight in one.phrases:
        if f" {words[0]}" not in heard:
            continue
        for place in find(words, said):
            weights[place] = max(weights.get(place, 0.0), weight)
    total = sum(weight for weight in weights.values() if weight > RARE)
    rare = sorted(weight for weight in weights.values() if weight <= RARE)
    total += rare.pop() + sum(rare) / 2 if rare else 0.0
    return (min(total, RARE) if _verbs_alone(said, weights) else total), sorted(weights)


def _verbs_alone(said: Sequence[Token], places: Collection[int]) -> bool:
    """Whether only verbs speak for a candidate, of a request whose objects it does not know."""
    objects = sum(token.counts for place, token in enumerate(said) if place not in places)
    return objects > 1 and all(is_verb(said[place]) for place in places)


def _best(candidates: Sequence[_Candidate], text: str) -> Route:
    said = tokens(text)
    kinds = kinds_of(text)
    weighed = [(*_weigh(one, said), one) for one in candidates]
    if not any(weight or kinds & OF_A_ROW & one.answers for weight, _, one in weighed):
        return Route((), "No word of the request belongs to an agent.")
    weighed = [(weight + ANSWERED * bool(kinds & one.answers), places, one)
               for weight, places, one in weighed]  # fmt: skip
    weighed.sort(key=lambda item: -item[0])
    weight, places, best = weighed[0]
    if weight < best.sure:
        nearest = [one for some, _, one in weighed[:NEAREST] if some]
        words = "The request is nearest to" if len(nearest) > 1 else "The request may be for"
        why = f"{words} {_either([one.title for one in nearest])}, and not surely so."
        return Route((), why, close=tuple(one.name for one in nearest))
    if close := [one for other, _, one in weighed[1:] if other >= weight * CLOSE]:
        names = [best, *close]
        return Route(
            (),
            f"The request fits {_either([one.title for one in names])} alike.",
            close=tuple(one.name for one in names),
        )
    return _chosen(best, passages(text, said, places))


def _chosen(best: _Candidate, matched: tuple[str, ...]) -> Route:
    since = f", since you speak of {_quoted(matched)}" if matched else ""
    if len(best.modes) == 1:
        return Route(best.modes, f"It goes to {best.title}{since}.", matched)
    why = f"It goes through “{best.title}”{since}: {in_order(best.modes)}."
    return Route(best.modes, why, matched, chain=best.name)


def _in_turn(manifest: Manifest, candidates: list[_Candidate], text: str) -> Route | None:
    """The chain of a request that tells its steps; None where it tells no two of them."""
    single = [one for one in candidates if len(one.modes) == 1]
    for parts in clauses(text):
        found = [_best(single, part) for part in parts]
        modes = tuple(dict.fromkeys(one.mode for one in found if one.mode))
        if len(modes) < 2 or not all(one.mode for one in found):
            continue
        named = next((c.name for c in manifest.chains.values() if c.modes == modes), None)
        why = f"You name the steps yourself: {in_order(modes)}."
        return Route(modes, why, tuple(w for one in found for w in one.matched), chain=named)
    return _from_to(manifest, single, text)


def _from_to(manifest: Manifest, single: list[_Candidate], text: str) -> Route | None:
    """ "from the brand to the funnels": every mode from the one to the other."""
    ends = re.search(r"\bfrom\b(.+?)\b(?:to|through|until)\b(.+)", text, re.IGNORECASE | re.DOTALL)
    if ends is None:
        return None
    first, last = (_best(single, part).mode for part in ends.groups())
    if first is None or last is None:
        return None
    modes = manifest.modes[manifest.modes.index(first) : manifest.modes.index(last) + 1]
    if len(modes) < 2:
        return None
    named = next((c.name for c in manifest.chains.values() if c.modes == modes), None)
    return Route(modes, f"You name its ends: {in_order(modes)}.", chain=named)


def _quoted(words: Sequence[str]) -> str:
    marked = [f"“{word}”" for word in words[:4]]
    return marked[0] if len(marked) == 1 else f"{', '.join(marked[:-1])} and {marked[-1]}"


def _either(titles: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(titles[:-1]), titles[-1]]))
