"""How far a workspace is set up: seven parts, what each lacks, and the nearest next step."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from cmo import selectors
from cmo.models import (
    BrandProfile,
    CampaignChannel,
    Funnel,
    FunnelCount,
    FunnelStage,
    IcpSegment,
    MarketingPlan,
    MetricsSnapshot,
    Offer,
)
from cmo.models.columns import channel_label
from cmo.models.funnel import FunnelStatus
from cmo.setup.wording import LABELS, REQUIRED
from kernel.formats import Notation

ENOUGH_DAYS = 56
"""The analyst compares whole weeks; with fewer it answers with what is missing."""
IMPORT = "/imports/new/?kind="
CONSOLE = "/runs/console/cmo/?mode="
ALIVE = ("approved", "active")
ASK = ("Paste a text", "#console")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of setup. `url` leads to the nearest next step, `also` to other ways."""

    title: str
    done: bool
    said: str
    label: str
    url: str
    also: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """The parts in the order in which they build on each other."""

    parts: tuple[Part, ...]
    profile: BrandProfile | None
    segments: tuple[IcpSegment, ...]
    offers: tuple[Offer, ...]

    @property
    def ready(self) -> int:
        """How many parts are done."""
        return sum(part.done for part in self.parts)

    @property
    def next(self) -> Part | None:
        """The first part that is not done."""
        return next((part for part in self.parts if not part.done), None)


def progress(today: dt.date, notes: Notation) -> Progress:
    """Where the open workspace stands."""
    profile = BrandProfile.objects.first()
    segments = tuple(IcpSegment.objects.order_by("-is_primary", "-priority", "name"))
    offers = tuple(Offer.objects.order_by("-is_flagship", "name"))
    parts = (
        _profile(profile),
        _segments(segments, notes),
        _offers(offers, notes),
        _metrics(today, notes),
        _channels(notes),
        _funnel(notes),
        _plan(profile, notes),
    )
    return Progress(parts, profile, segments, offers)


def missing_fields(profile: BrandProfile | None) -> list[str]:
    """Needed fields of the profile that are empty."""
    return [name for name in REQUIRED if profile is None or not getattr(profile, name)]


def _profile(profile: BrandProfile | None) -> Part:
    by_hand = ("Fill it in by hand", "/cmo/brand-profiles/new/")
    if profile is None:
        words = "Paste an about page, a pitch or notes. What is found is filled in, the rest asked."
        return Part("Brand profile", False, words, *ASK, also=(by_hand,))
    edit = f"/cmo/brand-profiles/{profile.pk}/edit/?next=/cmo/setup/"
    lacks = missing_fields(profile)
    if lacks:
        named = _and([LABELS[name].lower() for name in lacks])
        words = f"{profile.name} is known. Still open: {named}."
        return Part("Brand profile", False, words, "Answer", "#console", (("Edit", edit),))
    return Part("Brand profile", True, f"{profile.name}, with all that is needed.", "Edit", edit)


def _segments(rows: tuple[IcpSegment, ...], notes: Notation) -> Part:
    url = "/cmo/icp-segments/"
    if not rows:
        words = "Nobody is described yet whom campaigns could speak to."
        also = (("Add by hand", f"{url}new/"), ("Import a file", f"{IMPORT}segments"))
        return Part("Customer segments", False, words, *ASK, also=also)
    count = notes.count(len(rows), "segment")
    primary = next((row for row in rows if row.is_primary), None)
    if primary is None:
        words = f"{count}, none of them the primary one."
        edit = f"{url}{rows[0].pk}/edit/?next=/cmo/setup/"
        return Part("Customer segments", False, words, "Choose one", url,
                    ((f"Edit {rows[0].name}", edit),))  # fmt: skip
    if not primary.pains and not primary.goals:
        words = f"{count}. What {primary.name} struggle with or want is not known."
        edit = f"{url}{primary.pk}/edit/?next=/cmo/setup/"
        return Part("Customer segments", False, words, "Describe them", edit)
    return Part("Customer segments", True, f"{count}, first {primary.name}.", "Open", url)


def _offers(rows: tuple[Offer, ...], notes: Notation) -> Part:
    url = "/cmo/offers/"
    if not rows:
        words = "Nothing to sell is known yet."
        return Part("Offers", False, words, *ASK, also=(("Add by hand", f"{url}new/"),))
    count = notes.count(len(rows), "offer")
    unpriced = [
        row for row in rows
        if row.price_low is None and row.price_high is None
        and row.pricing_model not in ("quote", "freemium")
    ]  # fmt: skip
    if len(unpriced) == len(rows):
        edit = f"{url}{unpriced[0].pk}/edit/?next=/cmo/setup/"
        return Part("Offers", False, f"{count}, none of them with a price.", "Set a price", edit)
    return Part("Offers", True, f"{count}, first {rows[0].name}.", "Open", url)


def _metrics(today: dt.date, notes: Notation) -> Part:
    rows = MetricsSnapshot.objects.filter(date__lte=today)
    days = rows.values("date").distinct().count()
    url = "/cmo/metrics-snapshots/"
    if not days:
        words = "Every figure is computed from what your channels did each day."
        samples = (("Sample file", "/imports/samples/cmo/metrics/"),)
        return Part("Daily metrics", False, words, "Import", f"{IMPORT}metrics", samples)
    last = rows.order_by("-date").values_list("date", flat=True)[0]
    if days < ENOUGH_DAYS:
        words = f"{notes.count(days, 'day')}; from {ENOUGH_DAYS} on the analyst can compare weeks."
        return Part("Daily metrics", False, words, "Import more", f"{IMPORT}metrics")
    late = [source.name for source in selectors.reaches(today) if source.late]
    if late:
        words = f"{notes.count(days, 'day')}. Late: {_and(late[:3])}."
        return Part("Daily metrics", False, words, "Import", f"{IMPORT}metrics", (("Open", url),))
    said = f"{notes.count(days, 'day')}, through {notes.day(last)}."
    return Part("Daily metrics", True, said, "Open", url)


def _channels(notes: Notation) -> Part:
    known = known_channels()
    if not known:
        words = "Channels appear with the first metrics, or with a campaign that uses them."
        return Part("Channels", False, words, "Import metrics", f"{IMPORT}metrics")
    names = _and([channel_label(name) for name in known[:4]])
    more = f" and {len(known) - 4} more" if len(known) > 4 else ""
    said = f"{notes.count(len(known), 'channel')}: {names}{more}."
    return Part("Channels", True, said, "Open", "/cmo/settings/#h-channels")


def _funnel(notes: Notation) -> Part:
    funnels = list(Funnel.objects.filter(status=FunnelStatus.ACTIVE).order_by("name"))
    url = "/cmo/funnels/"
    if not funnels:
        draft = Funnel.objects.order_by("name").first()
        if draft is not None:
            words = f"{draft.name} is not active yet."
            return Part("Funnel", False, words, "Activate it", f"{url}{draft.pk}/")
        words = "Without stages nobody sees where people leave."
        also = (("Add by hand", f"{url}new/"),)
        return Part("Funnel", False, words, "Draft one", f"{CONSOLE}funnels", also)
    stages = FunnelStage.objects.filter(funnel__in=funnels).count()
    if not stages:
        words = f"{funnels[0].name} has no stage yet."
        return Part("Funnel", False, words, "Add stages", f"{url}{funnels[0].pk}/")
    if not FunnelCount.objects.filter(stage__funnel__in=funnels).exists():
        words = f"{funnels[0].name} has {notes.count(stages, 'stage')}, and no count of a day."
        return Part("Funnel", False, words, "Import counts", f"{IMPORT}funnel-counts")
    said = f"{_and([row.name for row in funnels[:3]])}, {notes.count(stages, 'stage')}."
    return Part("Funnel", True, said, "Open", url)


def _plan(profile: BrandProfile | None, notes: Notation) -> Part:
    alive = MarketingPlan.objects.filter(status__in=ALIVE).order_by("-status", "-start").first()
    if alive is not None:
        said = f"{alive.name}, {alive.get_status_display().lower()}."
        return Part("Plan", True, said, "Open", "/cmo/plan/")
    draft = MarketingPlan.objects.filter(status="draft").order_by("-created_at").first()
    if draft is not None:
        words = f"{draft.name} is a draft; read it and approve it."
        return Part("Plan", False, words, "Open", "/cmo/plan/")
    if profile is None:
        words = "A plan needs the brand profile first."
        return Part("Plan", False, words, *ASK)
    words = "Ninety days with budget, milestones and risks, out of your own rows."
    return Part("Plan", False, words, "Draft one", f"{CONSOLE}strategy")


def known_channels() -> list[str]:
    """Every channel with a stored day or in a campaign, by name."""
    used = CampaignChannel.objects.order_by("channel").values_list("channel", flat=True)
    return sorted({*selectors.channel_names(), *used.distinct()})


def _and(parts: list[Any]) -> str:
    return " and ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))
