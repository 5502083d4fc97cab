"""The facts of a campaign's content: its days, its pieces, and the prices that copy may state."""

from __future__ import annotations

import datetime as dt

from cmo.campaigns.book import fact, rows_by_id
from cmo.content.ground import Ground
from cmo.content.pieces import Layout, lay_out
from cmo.models.columns import channel_label
from kernel.core.fact_keys import fact_key
from kernel.core.facts import FactBook

OFFERS = "cmo/offers"


def facts_of(ground: Ground) -> FactBook:
    """Every figure that the brief and the copy may state."""
    book = FactBook()
    _add_prices(book, ground)
    for part, label, day in (
        ("start", "First day of the campaign", ground.campaign.start),
        ("end", "Last day of the campaign", ground.campaign.end),
    ):
        book.add(fact(f"campaign.{part}", label, day, "date", "As it stands in the campaign."))
    _add_pieces(book, lay_out(ground))
    return book


def _add_prices(book: FactBook, ground: Ground) -> None:
    offer = ground.offer
    if offer is None:
        return
    for part, label, amount in (
        ("price_low", "Price from", offer.price_low),
        ("price_high", "Price to", offer.price_high),
    ):
        if amount:
            rows = rows_by_id(OFFERS, part, {offer.id: amount})
            words = "As it stands in the offer."
            book.add(
                fact(f"offer.{part}", f"{label}, {offer.name}", amount, "money", words,
                     rows=rows, currency=offer.currency)
            )  # fmt: skip


def _add_pieces(book: FactBook, layout: Layout) -> None:
    words = "Counted in the layout of this run."
    book.add(fact("pieces", "Pieces", len(layout.pieces), "count", words))
    by_channel: dict[str, list[dt.date]] = {}
    for piece in layout.pieces:
        by_channel.setdefault(piece.channel, []).append(piece.day)
        label = f"Day of “{piece.title}”"
        formula = "The first free working day from when it is due."
        book.add(fact(day_key(piece.key), label, piece.day, "date", formula))
    for channel, days in by_channel.items():
        key, label = fact_key("channel", channel), channel_label(channel)
        book.add(fact(f"{key}.pieces", f"Pieces, {label}", len(days), "count", words))
    for number, gap in enumerate(layout.empty, start=1):
        for part, day in (("first", gap.first), ("last", gap.last)):
            formula = "No piece goes out from here to there."
            book.add(fact(f"gap.{number}.{part}", f"Silence, {part} day", day, "date", formula))


def day_key(piece: str) -> str:
    """The key of the fact that holds a piece's day."""
    channel, _, turn = piece.rpartition(".")
    return f"{fact_key('piece', channel)}.{turn}"
