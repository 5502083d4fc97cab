"""The facts of a campaign: what the plan has left, what it takes, and whose words it uses."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from uuid import UUID

from cmo.campaigns.designing import Design, design
from cmo.campaigns.ground import Ground
from cmo.models.columns import channel_label
from kernel.core.fact_keys import fact_key
from kernel.core.facts import Fact, FactBook, Rows, Unit, input_hash

VERSION = "1"
FUNCTION = "cmo.campaigns.design"
CAMPAIGNS, PLANS = "cmo/campaigns", "cmo/marketing-plans"
MOST_WORDS = 6


def facts_of(ground: Ground) -> FactBook:
    """Every figure of the design, and the words that it may quote."""
    book = FactBook()
    _add_plan(book, ground)
    if ground.own is not None and ground.own.touched:
        return book
    made = design(ground)
    _add_campaign(book, ground, made)
    for channel, share in made.shares.items():
        _add_channel(book, ground, made, channel, share)
    _add_words(book, ground)
    return book


def rows_by_id(resource: str, column: str, values: dict[UUID, int]) -> tuple[Rows, ...]:
    """The list page with exactly these rows, and the column's sum; nothing for no rows."""
    if not values:
        return ()
    ids = ",".join(str(key) for key in sorted(values))
    return (Rows(resource, {"id__in": ids}, column, sum(values.values()), len(values)),)


def fact(
    key: str,
    label: str,
    value: Any,
    unit: Unit,
    formula: str,
    *behind: Fact,
    rows: Iterable[Rows] = (),
    currency: str | None = None,
) -> Fact:
    """A figure with the rows given, or with those of the figures that it follows from."""
    inherited = [row for one in behind for row in one.rows]
    kept = [*rows, *(row for n, row in enumerate(inherited) if row not in inherited[:n])]
    return Fact(
        key=key,
        label=label,
        value=value,
        unit=unit,
        function=FUNCTION,
        version=VERSION,
        input_hash=input_hash(key, value, *(one.input_hash for one in behind)),
        formula=formula,
        rows=tuple(kept),
        currency=currency,
    )


def _add_plan(book: FactBook, ground: Ground) -> None:
    plan, currency = ground.plan, ground.plan.currency
    budget = book.add(
        fact(
            "plan.budget", "Budget of the plan", plan.budget, "money",
            "As it stands in the plan.",
            rows=rows_by_id(PLANS, "budget", {plan.id: plan.budget}), currency=currency,
        )
    )  # fmt: skip
    held = {one.id: one.budget for one in ground.others}
    committed = book.add(
        fact(
            "plan.committed", "Held by its other campaigns", ground.committed, "money",
            "Budgets of the plan’s other campaigns, added up.",
            rows=rows_by_id(CAMPAIGNS, "budget", held), currency=currency,
        )
    )  # fmt: skip
    book.add(
        fact(
            "plan.remaining", "Left in the plan", ground.remaining, "money",
            "Budget of the plan minus the budgets of its other campaigns.",
            budget, committed, currency=currency,
        )
    )  # fmt: skip
    for part, label, day in (
        ("start", "First day of the plan", plan.start),
        ("end", "Last day of the plan", plan.end),
    ):
        book.add(fact(f"plan.{part}", label, day, "date", "As it stands in the plan.", budget))


def _add_campaign(book: FactBook, ground: Ground, made: Design) -> None:
    remaining, currency = book["plan.remaining"], ground.plan.currency
    for part, label, day, formula in (
        ("start", "First day of the campaign", made.start,
         "Asked for." if ground.asked.start else
         "The first working day a week from now, inside the plan."),
        ("end", "Last day of the campaign", made.end,
         "The last working day of its weeks, at most the plan’s last day."),
    ):  # fmt: skip
        book.add(fact(f"campaign.{part}", label, day, "date", formula))
    ends = (book["campaign.start"], book["campaign.end"])
    book.add(
        fact(
            "campaign.days", "Days of the campaign", made.days, "days",
            "From the first to the last day, both included.", *ends,
        )
    )  # fmt: skip
    left = (ground.plan.end - made.start).days + 1
    book.add(
        fact(
            "plan.days_left", "Days that the plan has left", left, "days",
            "From the campaign’s first day to the plan’s last, both included.",
            ends[0], book["plan.end"],
        )
    )  # fmt: skip
    budget = book.add(
        fact(
            "campaign.budget", "Budget of the campaign", made.budget, "money",
            "Asked for, and within what the plan has left."
            if ground.asked.budget is not None
            else "What the plan has left, times the campaign’s days, divided by the days that the "
            "plan has left; rounded down.",
            remaining, currency=currency,
        )
    )  # fmt: skip
    after = ground.remaining - made.budget
    words = "Left in the plan minus the campaign’s budget."
    book.add(
        fact("plan.after", "Left in the plan after it", after, "money", words, remaining,
             currency=currency)
    )  # fmt: skip
    share = made.budget / ground.remaining
    words = "The campaign’s budget divided by what the plan has left."
    book.add(fact("campaign.part", "Part of what is left", share, "fraction", words, budget))
    for slot in made.slots:
        label = slot.title.partition(":")[0]
        words = "A free time on a working day."
        book.add(fact(f"calendar.{slot.slot}", label, slot.starts_at.date(), "date", words))


def _add_channel(
    book: FactBook, ground: Ground, made: Design, channel: str, share: Decimal
) -> None:
    start, label = fact_key("channel", channel), channel_label(channel)
    budget = book["campaign.budget"]
    fixed = ground.own is not None and channel in ground.own.fixed
    planned = ground.plan.allocation.get(channel)
    if fixed:
        formula = "As a person set it in the draft."
    elif planned:
        formula = "Its share of the plan, divided by those of all channels of the campaign."
    else:
        formula = "The plan gives this channel no budget." if not share else "An even part."
    part = book.add(
        fact(f"{start}.share", f"Share, {label}", float(share), "fraction", formula,
             book["plan.budget"])
    )  # fmt: skip
    book.add(
        fact(
            f"{start}.amount", f"Budget, {label}", int(made.budget * share), "money",
            "The campaign’s budget times the channel’s share.", budget, part,
            currency=ground.plan.currency,
        )
    )  # fmt: skip


def _add_words(book: FactBook, ground: Ground) -> None:
    """Text that the draft may quote, with the row that it stands in."""
    offer, segment = ground.offer, ground.segment
    quoted = (
        ("plan.objective", "Objective of the plan", (ground.plan.objective,)),
        ("offer.description", "The offer", (offer.description,)),
        ("offer.benefit", "Benefit", offer.benefits),
        ("segment.pain", "What they struggle with", segment.pains),
        ("segment.goal", "What they want", segment.goals),
        ("segment.trigger", "What makes them act", segment.triggers),
        ("segment.objection", "What holds them back", segment.objections),
    )
    for key, label, words in quoted:
        for number, text in enumerate((one for one in words if one), start=1):
            if number > MOST_WORDS:
                break
            name = f"{key}.{number}" if len(words) > 1 else key
            book.add(fact(name, label, text, "text", "Quoted from the workspace’s own rows."))
