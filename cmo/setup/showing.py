"""The Setup screen: what is ready, what comes next, and what the profile was taken from."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from cmo.models import BrandProfile, IcpSegment, Offer
from cmo.setup.progress import Progress, progress
from cmo.setup.wording import LABELS, REQUIRED
from kernel.core.registry import module_of_role
from kernel.formats import Notation
from kernel.resources.rights import notation, rights
from kernel.runs.drafts import untouched
from kernel.runs.models import AgentRun
from kernel.runs.states import UNFINISHED
from kernel.screens import runs
from kernel.screens.console import console
from kernel.tenancy import clock

MODE = "setup"
SHOWN_RUNS = 4
NOW = "?next=/cmo/setup/"


def page(request: HttpRequest) -> dict[str, Any]:
    """The whole page."""
    notes = notation(request)
    found = progress(clock.today(), notes)
    may_write = rights(request).writes("ai_cmo")
    return {
        "title": "Setup",
        "lede": _lede(found, notes),
        "run_url": "#console",
        "wide_rail": True,
        "items": _items(found, may_write=may_write),
        "ready": f"{found.ready} of {len(found.parts)} ready",
        "fields": _fields(found.profile),
        "profile_meta": _meta(found.profile),
        "profile_link": _link(found.profile) if may_write else None,
        "segments": [_segment(row) for row in found.segments],
        "segments_link": {"label": "All segments", "url": "/cmo/icp-segments/"},
        "offers": [_offer(row, notes) for row in found.offers],
        "offers_link": {"label": "All offers", "url": "/cmo/offers/"},
        **_rail(request),
    }


def _lede(found: Progress, notes: Notation) -> str:
    if found.next is None:
        return "Everything that the agents work from is there."
    if not found.ready:
        return "Nothing is set up yet. Begin with a text about your company."
    left = len(found.parts) - found.ready
    return f"{notes.count(left, 'part')} still open. Next: {found.next.title.lower()}."


def _items(found: Progress, *, may_write: bool) -> list[dict[str, Any]]:
    """Items of components/checklist.html; who may not write sees no acts."""
    return [
        {
            "title": part.title,
            "text": part.said,
            "done": part.done,
            "now": part is found.next,
            "label": part.label,
            "url": part.url if may_write or part.done else "",
            "also": [{"label": label, "url": url} for label, url in part.also] if may_write else [],
        }
        for part in found.parts
    ]


def _fields(profile: BrandProfile | None) -> list[dict[str, Any]]:
    """Entries of components/sourced.html; none without a profile."""
    if profile is None:
        return []
    entries = []
    for name, label in LABELS.items():
        value = getattr(profile, name)
        entry: dict[str, Any] = {"name": label}
        if not value:
            asked = REQUIRED.get(name)
            entry |= {"missing": asked[1] if asked else "not known", "tone": "warn" * bool(asked)}
        elif isinstance(value, list):
            entry["lines"] = value
        else:
            entry["text"] = value
        entry["source"] = profile.passages.get(name, "") if value else ""
        entries.append(entry)
    return entries


def _meta(profile: BrandProfile | None) -> str:
    if profile is None:
        return ""
    if untouched(profile):
        return "as brand intake drafted it"
    return "edited by a person; brand intake only fills what is empty"


def _link(profile: BrandProfile | None) -> dict[str, str] | None:
    if profile is None:
        return None
    return {"label": "Edit", "url": f"/cmo/brand-profiles/{profile.pk}/edit/{NOW}"}


def _segment(row: IcpSegment) -> dict[str, Any]:
    return {
        "name": row.name,
        "url": f"/cmo/icp-segments/{row.pk}/",
        "badge": "primary" if row.is_primary else "",
        "text": row.description or ", ".join([*row.pains, *row.goals][:3]) or "nothing more known",
    }


def _offer(row: Offer, notes: Notation) -> dict[str, Any]:
    return {
        "name": row.name,
        "url": f"/cmo/offers/{row.pk}/",
        "badge": "flagship" if row.is_flagship else "",
        "text": f"{price_words(row, notes)}, {row.get_status_display().lower()}",
    }


def price_words(row: Offer, notes: Notation) -> str:
    """ "€89, subscription", "from €60", "€12 to €18"; "no price" where none is known."""
    low, high = row.price_low, row.price_high
    if low is None and high is None:
        return "on quote" if row.pricing_model == "quote" else "no price"
    shown = [notes.money(amount, row.currency) for amount in (low, high) if amount is not None]
    if low is None:
        words = f"up to {shown[0]}"
    elif high is None:
        words = f"from {shown[0]}"
    else:
        words = shown[0] if low == high else f"{shown[0]} to {shown[1]}"
    plain = row.pricing_model == "one_time"
    return words if plain else f"{words}, {row.get_pricing_model_display().lower()}"


def _rail(request: HttpRequest) -> dict[str, Any]:
    manifest = module_of_role("cmo")
    latest = AgentRun.objects.filter(module=manifest.id, mode=MODE).order_by("-created_at")
    running = latest.filter(status__in=UNFINISHED).first()
    shown = console(
        request, manifest, mode=MODE, run=runs.console_run(request, running) if running else None
    )
    return {"console": shown, "history": runs.history(request, list(latest[:SHOWN_RUNS]))}
