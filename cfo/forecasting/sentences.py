"""The built-in forecaster's words: how long cash lasts, and why each method was taken."""

from __future__ import annotations

from cfo.analysis.values import GapsError, StoppedSeriesError
from cfo.forecasting.cash import CashAhead
from cfo.forecasting.ground import Ground, Outcome
from kernel.core.contracts import Need
from kernel.core.facts import FactBook
from kernel.statistics.values import AnalysisError, NotEnoughDataError

NO_CHANGE = 0.0005
METHODS = {
    "constant": "Constant",
    "mean_flow": "Mean of the months",
    "naive": "Naive",
    "seasonal_naive": "Seasonal naive",
    "ses": "Simple smoothing",
    "holt": "Holt",
    "holt_winters": "Holt–Winters",
    "theta": "Theta",
    "sarima": "SARIMA",
}


def summary(ground: Ground, cash: CashAhead, book: FactBook) -> str:
    """Where cash stands, how long it lasts, then revenue and spend."""
    said = [
        "Cash stood at {fact:cash.now} on {fact:base.through}.",
        _burn(cash, book),
        _futures(book),
        _totals(book),
    ]
    return " ".join(filter(None, said))


def _burn(cash: CashAhead, book: FactBook) -> str:
    if "burn.net" not in book:
        return "Too few whole months are known for a burn rate."
    if not book["burn.flow"].value:
        return "Over {fact:burn.months} months as much came in as went out."
    if not book["burn.net"].value:
        return "Over {fact:burn.months} months {fact:burn.flow} a month came in beyond the costs."
    lasts = "{fact:burn.net} a month went out beyond income over {fact:burn.months} months"
    if "runway.day" in book:
        return f"{lasts}; at that rate cash reaches its floor on {{fact:runway.day}}."
    return f"{lasts}."


def _futures(book: FactBook) -> str:
    if "zero.share" not in book:
        return ""
    if "zero.p50" in book:
        early = ", and as early as {fact:zero.p10} if months go badly" if "zero.p10" in book else ""
        return (
            "Drawn from how past months differed, it is as likely as not below the floor by "
            f"{{fact:zero.p50}}{early}."
        )
    if "zero.p10" in book:
        return (
            "It most likely stays above the floor, but falls below it by {fact:zero.p10} if months "
            "go badly: {fact:zero.share} of the futures do."
        )
    if not book["zero.share"].value:
        return "No future that was drawn falls below the floor within {fact:zero.months} months."
    return "{fact:zero.share} of the futures fall below the floor within {fact:zero.months} months."


def _totals(book: FactBook) -> str:
    said = []
    for key, name in (("revenue", "Revenue"), ("spend", "spend")):
        if f"{key}.ahead" in book:
            said.append(f"{name} is expected to come to {{fact:{key}.ahead}}{_change(book, key)}")
    if not said:
        return ""
    text = ", and ".join(said)
    return f"{text[:1].upper()}{text[1:]} over {{fact:ahead.months}} months."


def _change(book: FactBook, key: str) -> str:
    fact = book.get(f"{key}.change")
    if fact is None or not isinstance(fact.value, int | float):
        return ""
    if abs(fact.value) < NO_CHANGE:
        return ", as much as in the months before"
    return f", a change of {{fact:{key}.change}}"


def because(outcome: Outcome, book: FactBook) -> str:
    """Why that method was taken, or why no forecast is made."""
    if outcome.found is None:
        return refused(outcome)
    key, chosen = outcome.series.key, outcome.found.chosen
    name = METHODS[outcome.found.method]
    if chosen.because == "all_values_equal":
        return "Every month was the same, so it goes on."
    tried = f"forecast again from {{fact:{key}.origins}} earlier month ends"
    if chosen.because == "only_method":
        return f"{name} alone has enough months; its MASE is {{fact:{key}.mase}}, {tried}."
    text = (
        f"{name} missed least when the past was {tried}: a MASE of {{fact:{key}.mase}}, "
        f"{METHODS[chosen.beat]} {{fact:{key}.beat_mase}}."
    )
    if (chosen.mase or 0) >= 1:
        text += " No better than a season before: go by the band."
    return text + _held(book, key)


def _held(book: FactBook, key: str) -> str:
    """How the band did on months that are known."""
    if f"{key}.held" not in book:
        return ""
    return f" Of {{fact:{key}.held}} months held back, {{fact:{key}.inside}} lay within its band."


def because_of_cash(cash: CashAhead, book: FactBook) -> str:
    """How the cash ahead was found."""
    if cash.outlook() is None:
        return (
            "Futures are drawn from {fact:cash.need} whole months at least; {fact:cash.have} are "
            "known. Import earlier statements."
            if "cash.have" in book
            else "Futures are drawn from past months; too few are known."
        )
    drawn = "{fact:zero.paths} futures drawn from how past months differed"
    if cash.by_flow.found is None:
        return f"The mean flow of the months known goes on, in {drawn}."
    name = METHODS[cash.by_flow.found.method]
    error = ", MASE {fact:cash.mase}," if "cash.mase" in book else ""
    return f"The net flow of each month, by {name}{error} is added up in {drawn}." + _held(
        book, "cash"
    )


def refused(outcome: Outcome) -> str:
    """Why a series has no forecast, and what would mend it."""
    key, refusal = outcome.series.key, outcome.refusal
    if isinstance(refusal, NotEnoughDataError):
        return (
            f"{{fact:{key}.have}} months are known, a forecast takes {{fact:{key}.need}}. Import "
            "earlier statements."
        )
    if isinstance(refusal, GapsError):
        return (
            f"No line at all in {{fact:{key}.gaps}} of the months, from {{fact:{key}.gap}} on. "
            "Import the statements that are missing."
        )
    if isinstance(refusal, StoppedSeriesError):
        return f"Nothing came in the last {{fact:{key}.still}} months: its past says nothing now."
    assert isinstance(refusal, AnalysisError)
    return "Every method’s forecast left the range of its past."


def defaults(ground: Ground, book: FactBook) -> list[str]:
    """What was taken for granted, in words."""
    said = [
        "Cash basis: {fact:base.months} whole months of lines, from {fact:base.first} to "
        "{fact:base.through}.",
        "Transfers are left out. Money raised is not counted on again.",
    ]
    if "parts.left" in book:
        said.append(
            "Cash goes by the net flow itself; revenue less spend, each forecast alone, comes to "
            "{fact:parts.left}."
        )
    if ground.asked.scenario != "base":
        said.append(f"Cash is told in the {ground.asked.scenario} scenario, as the settings say.")
    if "cash.floor" in book:
        said.append(
            "The cash floor is {fact:cash.floor}."
            if ground.asked.floor
            else "No cash floor is set, so runway ends at {fact:cash.floor}."
        )
    if len(ground.asked.currency) and ground.others:
        others = ", ".join(ground.others)
        said.append(f"Only {ground.asked.currency}; lines in {others} are forecast by themselves.")
    if "unfiled.lines" in book:
        said.append(
            "{fact:unfiled.lines} lines are not filed: they move cash, and are neither revenue "
            "nor spend."
        )
    return said


def questions(ground: Ground, book: FactBook) -> list[Need]:
    """What would make the forecasts better."""
    asked = []
    if ground.empty:
        months = ", ".join(f"{{fact:empty.{n}}}" for n in range(1, min(3, len(ground.empty)) + 1))
        asked.append(
            Need(
                what="Statements of months that have no line",
                why=f"Nothing is known of the months that begin on {months}.",
                question="Will you import them?",
            )
        )
    if ground.late:
        asked.append(
            Need(
                what="Statements since {fact:base.through}",
                why="Months have gone by since the last line.",
                question="Will you import them?",
            )
        )
    if "unfiled.lines" in book:
        asked.append(
            Need(
                what="Categories for lines that have none",
                why="Revenue and spend are forecast from filed lines.",
                agent="cfo-ledger-intake",
            )
        )
    if not ground.heads:
        asked.append(
            Need(
                what="Positions on the payroll",
                why="Payroll could then be told by head.",
                question="Will you import headcount, or add it by hand?",
            )
        )
    return asked
