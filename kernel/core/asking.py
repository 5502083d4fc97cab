"""What kind of answer a request is after, by its grammar.

A judgement (was it worth it), a number of something, a decision about what is there (may it stop,
does it ship), how a thing turned out (did it win), whether it is done or late, or what will be.

An agent says in the manifest which kinds it ``answers``. Requests speak of what an agent makes
("Did the mailing pay for itself?"), and of rows by names that say anything ("Can I ship Wallet
buttons?"), without wanting it made; the kind tells the two apart.
"""

from __future__ import annotations

import re
from typing import Final, Literal

from kernel.core.words import fold

Kind = Literal["judgement", "number", "decision", "outcome", "progress", "future"]
OF_A_ROW: Final = frozenset({"decision", "outcome", "progress"})
"""Kinds that are about something with a name, of which no word need be known."""

_JUDGED: Final = re.compile(
    r"^(?:and |so |but )?(?:did|was|were|has|have|had|does|why|warum|wieso|weshalb|pourquoi)\b"
    r"|\b(?:worth|pa(?:y|ys|id|ying) (?:off|for itself)|wast(?:e|es|ed|ing)|best|worst|better|worse"
    r"|fewest|cheapest|most expensive|how (?:bad|good|well)|performing|underperform\w*|profitable"
    r"|(?:is|are|has|have|was|were)(?: been)? (?:\w+ )?(?:down|flat|up|slow|falling|slipping"
    r"|dropping|declining|shrinking|dropped|fallen|late)|drop(?:ped|s)? (?:out|off)?"
    r"|lohnt|besser|beste[nrs]?|schlechter|schlecht|eingebrochen|gesunken|rentable|meilleure?s?"
    r"|pire|baisse\w*|mejor|peor|bajaron|cayeron|funciona)\b"
    r"|^(?:and |so |but )?(?:is|are) .*\b(?:working|growing|improving|effective|any good"
    r"|doing (?:well|badly|fine|ok|okay|poorly)|too (?:expensive|dear|slow|high|low))\b"
)
_LEAVE: Final = (
    r"^(?:and |so |but )?(?:(?:can|could|may|should|shall|must) (?:i|we|they|one)"
    r"|(?:do|would) (?:i|we|you) (?:have to|need to|rather|better)|are we (?:allowed|safe|ready) to"
    r"|am i allowed to|is it (?:ok|okay|safe|time|right|fine|too early|wise)(?: for us)? to)"
    r" (?:now |just |already |still |really |safely )*"
)
"""How one asks whether one may, or should, do something."""
_DECIDED: Final = re.compile(
    _LEAVE + r"(?:ship|stop|pause|halt|kill|cancel|end|keep|drop|continue|abandon|deploy|release"
    r"|roll (?:\w+ ){0,4}(?:out|back)|(?:switch|turn) (?:\w+ ){0,4}off|let go of|get rid of|call)\b"
    r"|^(?:kann|konnen|darf|durfen|soll|sollen|sollte|sollten) (?:ich|wir) .*\b(?:stoppen|beenden"
    r"|abbrechen|pausieren|behalten|kundigen|ausrollen|abschalten|einstellen|freigeben)\b"
    r"|^(?:peut on|peux je|puis je|pouvons nous|doit on|dois je|devons nous|faut il) (?:\w+ )?"
    r"(?:arreter|deployer|garder|suspendre|annuler|resilier|couper|abandonner)\b"
    r"|^(?:podemos|puedo|debemos|debo|deberiamos|hay que) (?:parar|detener|pausar|cancelar"
    r"|mantener|desplegar|abandonar|cortar)\b"
)
_TURNED_OUT: Final = re.compile(
    r"^(?:and |so |but )?(?:did|has|have|was|is|does)"
    r" (?!our |we |i |you |they |any\w* |every\w* |some\w* |all |it worth|this |that |there )"
    r".*\b(?:win|won|work(?:s|ed|ing)?|better|worse|pa(?:id|y|ys|ying) (?:off|for itself)"
    r"|help(?:s|ed|ing)?|ahead|a (?:success|winner|failure)|success\w*|beat|lose|lost|fail(?:s|ed)?"
    r"|make a difference)\b"
    r"|^(?:ist|hat|war|bringt|lauft) .*\b(?:besser|schlechter|gewonnen|funktioniert|gebracht)\b"
    r"|^(?:est ce que|a t (?:il|elle)) .*\b(?:marche|gagne|fonctionne|mieux|moins bien)\b"
    r"|^(?:ha|fue|es) .*\b(?:funcionado|ganado|mejor|peor)\b"
)
_TO_COME: Final = re.compile(
    r"^(?:and |so |but )?(?:when )?will (?!you )|^(?:and |so |but )?(?:is|are) .*\bgoing to\b"
    r"|^(?:wann )?(?:wird|werden) "
)
_DONE: Final = re.compile(
    r"^(?:and |so |but )?(?:is|are|will|can|could) .*\b(?:late|overdue|delayed|(?:on|in) time"
    r"|on (?:track|schedule)|behind schedule|(?:ready|done|finished|delivered|shipped) by)\b"
    r"|^(?:and |so |but )?(?:is|are|has|have) .*\b(?:done|finished|over|ready|ended)"
    r"(?: yet| now| already)?$"
    r"|^(?:ist|sind|wird|werden) .*\b(?:fertig|spat|verspatet|uberfallig|rechtzeitig|punktlich)\b"
    r"|^(?:est ce que |sera |seront |est |sont ).*\b(?:en retard|a temps|pret\w*|termine\w*)\b"
    r"|^(?:esta|estan|estara|estaran|llegara|llegaran) .*\b(?:a tiempo|list[oa]s?|terminad[oa]s?"
    r"|retrasad[oa]s?|tarde)\b"
)
_MADE: Final = re.compile(r"^(?:please |bitte )?(?:write|draft|prepare|create|design|make|build)\b")
_COUNTED: Final = re.compile(r"\b(?:how many|wie ?viele?|combien d[e']|cuant[oa]s)\b")


def kinds_of(text: str) -> frozenset[Kind]:
    """The kinds of answer that the request is after; none for one that wants something made."""
    words = " ".join(re.sub(r"[^\w' ]+", " ", fold(text)).split())
    found: set[Kind] = set()
    if _DECIDED.search(words):
        found.add("decision")
    if _TURNED_OUT.search(words):
        found.add("outcome")
    if _TO_COME.search(words):
        found.add("future")
    if _DONE.search(words):
        found.add("progress")
    if _JUDGED.search(words) and not _MADE.search(words):
        found.add("judgement")
    if _COUNTED.search(words):
        found.add("number")
    return frozenset(found)
