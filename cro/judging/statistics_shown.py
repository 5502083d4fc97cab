"""Every figure behind an experiment's verdicts as a table: both effects, p-values, belief."""

from __future__ import annotations

from typing import Any

from cro.analysis.comparisons import Comparison, Role
from cro.analysis.effects import Effect
from cro.analysis.judgement import Judgement
from cro.judging.checks import p_number
from cro.judging.ground import Case
from kernel.core.facts import FactBook
from kernel.formats import Notation
from kernel.screens import figures

HEADS = (
    "Metric", "Difference", "Relative effect", "p-value", "Chance to win", "Expected loss",
    "As counted",
)  # fmt: skip
CORRECTIONS: dict[Role, tuple[str, str]] = {
    "primary": ("Holm", "variants on the primary metric"),
    "secondary": ("Benjamini and Hochberg", "comparisons of secondary metrics"),
}
DECIDES = {
    "planned": "Welch’s interval at the planned size decides",
    "anytime": "the always-valid interval decides, on whichever day",
    "early": "nothing is decided before the planned size, and intervals are always valid",
}


def statistics(case: Case, found: Judgement, book: FactBook, notes: Notation) -> dict[str, Any]:
    """`heads`, `rows` of linked cells and `notes`, sentences on how they were computed."""
    shown = [one for one in found.comparisons if one.effect is not None]
    heads = [head for at, head in enumerate(HEADS) if at < len(HEADS) - 1 or _taken_out(shown)]
    return {
        "caption": f"Every figure of {case.name}",
        "heads": heads,
        "rows": [_row(case, one, book, notes)[: len(heads)] for one in shown],
        "notes": [
            *_decided_by(case, found),
            *_corrected(found, notes),
            "Chance to win and expected loss are those of the effect after the data, with nothing "
            "believed before. The loss is what shipping costs where the variant is the worse one, "
            "weighed with how likely that is."
            + ("" if found.basis == "planned" else " They are not made for a look every day."),
            *_as_counted(shown),
        ],
    }


def _row(case: Case, one: Comparison, book: FactBook, notes: Notation) -> list[dict[str, Any]]:
    key, several = case.comparison_key(one), len(case.arms) > 2
    name = f"{one.metric.name}, {case.shown[one.arm].name}" if several else one.metric.name
    effect = one.effect
    assert effect is not None
    return [
        {"text": name},
        _cell(f"{key}.difference", book, notes),
        _cell(f"{key}.lift", book, notes),
        _p_value(one, effect, notes),
        _cell(f"{key}.chance", book, notes),
        _cell(f"{key}.risk", book, notes),
        _cell(f"{key}.plain", book, notes),
    ]


def _cell(key: str, book: FactBook, notes: Notation) -> dict[str, Any]:
    """A linked figure and its limits beneath."""
    fact = book.get(key)
    if fact is None:
        return {"text": "the same"}
    limits = figures.interval_words(fact, notes).partition(": ")[2]
    return {"text": figures.linked(f"{{fact:{key}}}", book, notes), "sub": limits}


def _p_value(one: Comparison, effect: Effect, notes: Notation) -> dict[str, Any]:
    """Corrected, and beneath it what it is alone where that differs."""
    alone = p_number(effect.p_value, notes)
    if one.p_value is None:
        return {"text": alone, "sub": "its margin decides"}
    corrected = p_number(one.p_value, notes)
    return {"text": corrected, "sub": f"alone {alone}" if alone != corrected else ""}


def _taken_out(shown: list[Comparison]) -> bool:
    return any(one.plain is not None for one in shown)


def _as_counted(shown: list[Comparison]) -> list[str]:
    if not _taken_out(shown):
        return []
    return ["“As counted” is the relative effect with what people did before left in."]


def _decided_by(case: Case, found: Judgement) -> list[str]:
    said = DECIDES[found.basis]
    if case.rules.method == "bayesian" and found.basis == "planned":
        said = "chance to win and expected loss decide, by the limits of the plan"
    return [f"Of these, {said}."]


def _corrected(found: Judgement, notes: Notation) -> list[str]:
    """How p-values and intervals allow for several looks at the same people."""
    said = []
    for role, (name, what) in CORRECTIONS.items():
        number = sum(one.p_value is not None for one in found.of(role))
        if number > 1:
            said.append(
                f"The p-values of {notes.number(number)} {what} are corrected together ({name})."
            )
    arms = len({one.arm for one in found.comparisons})
    if arms > 1:
        said.append(
            f"Each interval is at {figures.level_words(found.level, notes)}, so that those of "
            f"{notes.number(arms)} variants hold together."
        )
    if not said:
        said.append("There is one comparison of a kind, so no p-value needs a correction.")
    return said
