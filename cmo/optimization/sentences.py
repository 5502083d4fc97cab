"""The built-in analyst's words: what each finding says, in references and the workspace's names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cmo.analysis.channels import ALL_CHANNELS
from cmo.models.columns import channel_label
from cmo.optimization.workbook import Found, Workbook, short_key
from kernel.core.contracts import Need
from kernel.core.fact_keys import fact_key
from kernel.core.facts import FactBook


@dataclass(frozen=True, slots=True)
class Said:
    """A finding in words: a title without figures, what happened, and what it means."""

    title: str
    lead: str
    rest: str = ""

    @property
    def text(self) -> str:
        """All of it."""
        return f"{self.lead} {self.rest}".strip()


@dataclass(frozen=True, slots=True)
class _Speaker:
    workbook: Workbook
    book: FactBook
    found: Found

    def ref(self, name: str) -> str:
        """The reference of a figure of this finding."""
        return f"{{fact:{self.found.key}.{name}}}"

    def has(self, name: str) -> bool:
        """Whether the figure is known."""
        fact = self.book.get(f"{self.found.key}.{name}")
        return fact is not None and fact.value is not None

    @property
    def channels(self) -> str:
        """The finding's channels in words."""
        names = [channel_label(channel) for channel in self.found.finding.channels]
        if self.found.finding.channels == (ALL_CHANNELS,):
            return "all channels together"
        if set(self.found.finding.channels) == set(self.workbook.metrics.channels()):
            return "every channel"
        return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))

    @property
    def days(self) -> str:
        """The finding's days: on a day, or from a day to another."""
        window = self.found.finding.window
        if window.days == 1:
            return f"on {self.ref('since')}"
        return f"from {self.ref('since')} to {self.ref('until')}"


def say(workbook: Workbook, book: FactBook, found: Found) -> Said:
    """The finding as the built-in analyst tells it."""
    return TELLERS[found.finding.kind](_Speaker(workbook, book, found))


def _leak(speaker: _Speaker) -> Said:
    stage = speaker.found.finding.stage
    assert stage is not None
    name, funnel = speaker.workbook.stage_words(stage.key)
    lead = (
        f"At “{name}” {speaker.ref('rate_now')} of those who enter go on since "
        f"{speaker.ref('since')}, against {speaker.ref('rate_before')} before."
    )
    rest = f"That costs most likely {speaker.ref('lost_orders_month')} orders a month"
    if speaker.has("lost_revenue_month"):
        rest += f", {speaker.ref('lost_revenue_month')} of revenue"
    rest += f". Look first at what was changed on “{name}” around {speaker.ref('since')}."
    return Said(f"“{name}” in {funnel} lets fewer people through", lead, rest)


def _broken_tracking(speaker: _Speaker) -> Said:
    lead = (
        f"{_begin(speaker.days)} {speaker.ref('sessions_observed')} sessions were counted for "
        f"{speaker.channels} where {speaker.ref('sessions_usual')} are usual, while clicks went on."
    )
    rest = "People came; the counting failed."
    if speaker.has("conversions_missing") and speaker.has("revenue_missing"):
        rest += (
            f" Most likely {speaker.ref('conversions_missing')} orders and "
            f"{speaker.ref('revenue_missing')} of revenue are missing from the figures."
        )
    if speaker.found.finding.ongoing:
        rest += " It still fails on the last day."
    return Said("Visits were not counted", lead, rest)


def _spend_spike(speaker: _Speaker) -> Said:
    text = (
        f"{speaker.channels} spent {speaker.ref('cost_observed')} {speaker.days}, where "
        f"{speaker.ref('cost_usual')} is usual, and revenue did not go along."
    )
    return Said(
        f"{speaker.channels} spent more than usual",
        text,
        f"Check bids and daily limits of {speaker.channels}.",
    )


def _drop(speaker: _Speaker) -> Said:
    everywhere = speaker.found.finding.channels == (ALL_CHANNELS,)
    metric, word = ("conversions", "orders") if everywhere else ("clicks", "clicks")
    text = (
        f"{_begin(speaker.days)} {speaker.channels} brought "
        f"{speaker.ref(f'{metric}_observed')} {word}, where {speaker.ref(f'{metric}_usual')} "
        "are usual."
    )
    rest = ""
    if speaker.has("revenue_missing"):
        rest = f"Most likely {speaker.ref('revenue_missing')} of revenue is missing. "
    first = "the shop's checkout and stock" if everywhere else "whether its campaigns were running"
    return Said(f"{_begin(word)} fell away on {speaker.channels}", text, f"{rest}Check {first}.")


def _channel_loss(speaker: _Speaker) -> Said:
    text = (
        f"{speaker.channels} returned {speaker.ref('roas')} for each unit of spend, so it costs "
        f"more than it brings: most likely {speaker.ref('lost_month')} a month."
    )
    return Said(f"{speaker.channels} costs more than it brings", text)


def _channel_changed(speaker: _Speaker) -> Said:
    down = speaker.found.finding.kind == "channel_down"
    text = (
        f"{speaker.channels} returns {speaker.ref('factor')} times what it would, had it moved "
        "as the other paid channels did"
    )
    if speaker.has("roas"):
        text += f"; its ROAS is now {speaker.ref('roas')}"
    rest = f"A month of that is most likely worth {speaker.ref('revenue_month')}."
    word = "weaker" if down else "stronger"
    title = f"{speaker.channels} has become {word} than the other channels"
    return Said(title, f"{text}.", rest)


def _channel_gap(speaker: _Speaker) -> Said:
    weak, strong = map(channel_label, speaker.found.finding.channels)
    where = f"Within “{speaker.found.campaign.name}” " if speaker.found.campaign else ""
    lead = (
        f"{where}{weak} returns {speaker.ref('weak_roas')} on its spend, {strong} "
        f"{speaker.ref('strong_roas')}."
    )
    rest = (
        f"Were {speaker.ref('shifted_month')} a month moved, at most "
        f"{speaker.ref('revenue_month')} more revenue would come, since returns fall as spend "
        f"on {strong} grows."
    )
    return Said(f"{strong} returns more on its spend than {weak}", lead, rest)


def _begin(words: str) -> str:
    return words[:1].upper() + words[1:]


MOST_NEEDS = 6
TELLERS: dict[str, Callable[[_Speaker], Said]] = {
    "leak": _leak,
    "broken_tracking": _broken_tracking,
    "spend_spike": _spend_spike,
    "drop": _drop,
    "channel_loss": _channel_loss,
    "channel_down": _channel_changed,
    "channel_up": _channel_changed,
    "channel_gap": _channel_gap,
}


FINDING_KEYS = frozenset({*TELLERS, "campaign_gap"})


def summary(workbook: Workbook, book: FactBook, said: list[Said]) -> str:
    """What matters most first, then what the period brought; quiet is a result too."""
    lines = [_totals(book, currency) for currency in workbook.metrics.currencies()]
    totals = " ".join(filter(None, lines))
    urgent = [
        words
        for found, words in zip(workbook.findings, said, strict=True)
        if found.finding.severity != "low"
    ]
    if urgent:
        return f"{urgent[0].lead} {totals}".strip()
    return f"Nothing stands out beyond the usual. {totals}".strip()


def _totals(book: FactBook, currency: str) -> str:
    start = fact_key("channel", currency)
    revenue, cost = book.get(f"{start}.revenue"), book.get(f"{start}.cost")
    if revenue is None or revenue.value is None:
        return ""
    text = f"{{fact:period.days}} to {{fact:period.last}}: {revenue.reference} of revenue"
    if cost is not None and cost.value:
        text += f" from {cost.reference} of spend"
    roas = book.get(f"{start}.roas")
    if roas is not None and roas.value is not None:
        text += f", ROAS {roas.reference}"
    return f"{text}."


def defaults() -> list[str]:
    """What the run took for granted, in words."""
    return [
        "Channels are judged by {fact:period.days} up to {fact:period.last} and compared with "
        "the {fact:period.reference_days} before.",
        "Odd days are searched for in the last {fact:period.anomaly_days}.",
    ]


def needs(workbook: Workbook, book: FactBook) -> list[Need]:
    """What is missing where no question had enough data: which rows, and how many it takes."""
    asked = []
    for shortfall in workbook.analysis.shortfalls[:MOST_NEEDS]:
        key = short_key(shortfall)
        asked.append(
            Need(
                what=f"More {workbook.plain(shortfall.what)}, {workbook.plain(shortfall.subject)}",
                why=f"There are {{fact:{key}.have}} where it takes {{fact:{key}.need}}.",
                question="Will you import more days?",
            )
        )
    return asked
