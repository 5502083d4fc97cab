"""The built-in analyst's words about a campaign's content: the brief and what to look at."""

from __future__ import annotations

from cmo.campaigns.sentences import listed
from cmo.content.ground import Ground, bare
from cmo.content.pieces import Layout
from kernel.core.contracts import Finding

CTAS = {"product": "Order", "service": "Book", "subscription": "Start"}


def call(ground: Ground) -> str:
    """What the reader is asked to do, by the kind of the offer."""
    offer = ground.offer
    if offer is None:
        return "[[what to do]]"
    if offer.pricing == "quote":
        return f"Ask for {offer.name}"
    return f"{CTAS[offer.kind]} {offer.name}"


def summary(ground: Ground, layout: Layout) -> str:
    """How many pieces, where, and what is left to do with them."""
    if not layout.pieces:
        return f"“{ground.campaign.name}”: every piece of it is yours by now, so nothing is added."
    channels = list(dict.fromkeys(piece.channel for piece in layout.pieces))
    first = layout.pieces[0]
    return (
        f"“{ground.campaign.name}” gets {{fact:pieces}} outlines on {listed(channels)}, "
        f"each as A and B. Fill in what is marked [[so]], beginning with “{first.thought.text}”."
    )


def brief(ground: Ground) -> list[str]:
    """What whoever writes should know, in the workspace's own words."""
    brand, reader, offer = ground.brand, ground.reader, ground.offer
    said = []
    if voice := bare(brand.voice):
        said.append(f"Voice: {voice}.")
    if tone := bare(brand.tone):
        said.append(f"Tone: {tone}.")
    if promise := bare(brand.value_proposition):
        said.append(f"Promise: {promise}.")
    if reader is not None:
        said.append(f"Reader: {reader.name}.")
        said += [f"They struggle with: {bare(text)}." for text in reader.pains[:3]]
        said += [f"They want: {bare(text)}." for text in reader.goals[:3]]
        said += [f"They doubt: {bare(text)}." for text in reader.objections[:3]]
    if offer is not None:
        said.append(f"Offer: {offer.name}.")
        said += [f"It gives: {bare(text)}." for text in offer.benefits[:3]]
    if objective := bare(ground.campaign.objective):
        said.append(f"Aim: {objective}.")
    return said


def findings(ground: Ground, layout: Layout) -> list[Finding]:
    """Silences that stay, and words that are missing."""
    found = [
        Finding(
            kind="silence",
            title=f"“{ground.campaign.name}” is silent for a while",
            text=f"From {{fact:gap.{number}.first}} to {{fact:gap.{number}.last}} nothing goes "
            "out. Allow more pieces, or add an entry to the calendar.",
            severity="low",
            subject=ground.campaign.name,
        )
        for number, _ in enumerate(layout.empty, start=1)
    ]
    for what, missing, where in (
        ("what readers struggle with", ground.reader is None or not ground.reader.pains, "segment"),
        ("what the offer gives", ground.offer is None or not ground.offer.benefits, "offer"),
        ("how the brand speaks", not ground.brand.voice, "brand profile"),
    ):
        if missing:
            found.append(
                Finding(
                    kind="no_words",
                    title=f"Nothing says {what}",
                    text=f"Add it to the {where}: copy is made of it.",
                    severity="medium",
                    subject=where,
                )
            )
    return found


def defaults(ground: Ground) -> list[str]:
    """What the run took for granted, in words."""
    channels = [name for name, _ in ground.campaign.channels]
    return [
        f"Campaign: “{ground.campaign.name}”, {{fact:campaign.start}} to {{fact:campaign.end}}.",
        f"Channels: {listed(channels)}.",
    ]
