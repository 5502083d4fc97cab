"""The built-in analyst's words about a campaign: in references and the workspace's own names."""

from __future__ import annotations

from collections.abc import Sequence

from cmo.campaigns.ground import Ground
from cmo.models.columns import channel_label
from kernel.core.contracts import Finding


def summary(ground: Ground, channels: Sequence[str]) -> str:
    """What the campaign is, what it takes out of the plan, and where it runs."""
    return (
        f"“{ground.offer.name}” for {ground.segment.name}, {{fact:campaign.start}} to "
        f"{{fact:campaign.end}}, with {{fact:campaign.budget}} on {listed(channels)}. "
        f"“{ground.plan.name}” then has {{fact:plan.after}} left."
    )


def kept_summary(ground: Ground) -> str:
    """What is said where a person has made the draft their own."""
    assert ground.own is not None
    return (
        f"“{ground.own.name}” was changed by a person since it was drafted, so it stays as it is. "
        "Schedule it, and the next run drafts another."
    )


def objective(ground: Ground) -> str:
    """What people of the segment shall do, out of the words that are there."""
    said = f"Win {ground.segment.name} for {ground.offer.name}."
    if ground.segment.goals:
        return f"{said} They want: {ground.segment.goals[0].rstrip('.')}."
    if ground.offer.benefits:
        return f"{said} It gives them: {ground.offer.benefits[0].rstrip('.')}."
    return said


def reasons(ground: Ground) -> list[str]:
    """By which rule each part of the campaign was chosen."""
    offer, segment = ground.offer, ground.segment
    why_offer = "it is the flagship" if offer.is_flagship else "it comes next without a campaign"
    if segment.id == offer.segment:
        why_segment = "it is the offer’s own"
    elif segment.is_primary:
        why_segment = "it is the primary segment"
    else:
        why_segment = "its priority comes next"
    both = [name for name in segment.channels if ground.plan.allocation.get(name, 0) > 0]
    if ground.asked.channels:
        why_channels = "Channels: as asked."
    elif both:
        why_channels = f"Channels: what {segment.name} prefers among those of the plan."
    elif ground.plan.allocation:
        why_channels = f"Channels: all of the plan’s, as {segment.name} names none of them."
    else:
        why_channels = f"Channels: what {segment.name} prefers; the plan names none."
    said = [
        f"Offer: “{offer.name}”, since {why_offer}.",
        f"Segment: “{segment.name}”, since {why_segment}.",
        why_channels,
    ]
    if ground.asked.budget is None:
        said.append(
            "Budget: {fact:plan.remaining} is left in the plan for {fact:plan.days_left}; the "
            "campaign’s {fact:campaign.days} take their part."
        )
    else:
        said.append("Budget: as asked, out of {fact:plan.remaining} that is left in the plan.")
    return said


def why_channel(ground: Ground, channel: str) -> str:
    """By which rule a channel carries the campaign."""
    segment, plan = ground.segment.name, ground.plan.name
    given = ground.plan.allocation.get(channel, 0) > 0
    if ground.asked.channels:
        return "Asked for by name."
    if channel not in ground.segment.channels:
        return f"Paid for by “{plan}”; {segment} names none of its channels."
    if given:
        return f"Preferred by {segment}, and paid for by “{plan}”."
    return f"Preferred by {segment}; “{plan}” gives it no money."


def findings(ground: Ground) -> list[Finding]:
    """What somebody should look at before the campaign starts."""
    found = []
    overlap = set(ground.segment.pains) | set(ground.segment.goals)
    if not overlap:
        found.append(
            Finding(
                kind="no_reason",
                title=f"{ground.segment.name} has neither pains nor goals",
                text=f"Nothing says why {ground.segment.name} would want “{ground.offer.name}”. "
                "Add it to the segment before copy is written.",
                severity="medium",
                subject=ground.segment.name,
            )
        )
    if ground.segment.objections:
        doubt = ground.segment.objections[0].rstrip(".")
        found.append(
            Finding(
                kind="objection",
                title=f"What holds {ground.segment.name} back",
                text=f"“{doubt}”: have a proof against it ready by {{fact:calendar.launch}}.",
                severity="low",
                subject=ground.segment.name,
            )
        )
    unplanned = [name for name in ground.asked.channels if name not in ground.plan.allocation]
    if unplanned and ground.plan.allocation:
        found.append(
            Finding(
                kind="outside_plan",
                title=f"{listed(unplanned)}: not among the plan’s channels",
                text=f"“{ground.plan.name}” gives {listed(unplanned)} no share of its budget.",
                severity="low",
                subject=ground.plan.name,
            )
        )
    return found


def defaults(ground: Ground) -> list[str]:
    """What the run took for granted, in words."""
    said = [f"Plan: “{ground.plan.name}”."]
    if ground.asked.start is None:
        said.append("It starts a week from now, on {fact:campaign.start}.")
    return said


def kept(ground: Ground) -> list[str]:
    """What of the draft is a person's by now."""
    if ground.own is None:
        return []
    said = [f"{channel_label(name)}: the share that a person set." for name in ground.own.fixed]
    names = {"launch": "Launch", "review": "Review", "close": "Look back"}
    said += [f"{names[slot]}: the time that a person set." for slot in sorted(ground.own.held)]
    return said


def listed(channels: Sequence[str]) -> str:
    """Channels in a sentence: "Email, Display and Paid search"."""
    names = [channel_label(name) for name in channels]
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1] if names else ""]))
