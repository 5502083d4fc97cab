"""The names of fields, why each is needed, and the question that asks for it."""

from __future__ import annotations

from typing import Final

LABELS: Final = {
    "name": "Brand name",
    "tagline": "Tagline",
    "mission": "Mission",
    "value_proposition": "Value proposition",
    "differentiators": "What sets you apart",
    "industry": "Industry",
    "voice": "Voice",
    "tone": "Tone",
    "values": "Values",
    "messaging_pillars": "Key messages",
    "competitors": "Competitors",
    "website": "Website",
}
REQUIRED: Final = {
    "name": ("Every text names the brand.", "What is the brand called?"),
    "value_proposition": (
        "Plan and content begin with it.",
        "What do customers get that is worth paying for?",
    ),
    "differentiators": (
        "Content answers doubts with it.",
        "What do you do that others do not?",
    ),
    "industry": ("It says what you are compared with.", "Which industry are you in?"),
    "voice": ("Content is written in it.", "How does the brand speak?"),
}
"""Fields of the profile that the other agents work from: why, and the question."""
SEGMENT: Final = (
    "Customer segment",
    "Campaigns speak to somebody.",
    "Who buys from you, and what do they struggle with?",
)
OFFER: Final = (
    "Offer",
    "Campaigns sell something.",
    "What do you sell, and at what price?",
)
