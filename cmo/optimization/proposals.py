"""From findings to proposals: what should be done, as a typed action, and what it would bring."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from cmo.actions import MarkTrackingGap, MoveCampaignBudget, SetStageTarget, ShiftBudgetShare
from cmo.analysis.channels import ALL_CHANNELS
from cmo.analysis.finding import MONTH_DAYS
from cmo.models.columns import channel_label
from cmo.optimization.sentences import Said
from cmo.optimization.workbook import Found, Workbook
from cmo.selectors import CampaignShares
from kernel.core.actions import Action, ActionArgs
from kernel.core.facts import FactBook, references
from kernel.decisions.agent_proposals import DUE_DAYS, AgentPrediction, AgentProposal

SHIFTED_SHARE = Decimal("0.1")
SHARE_STEP = Decimal("0.00001")


class Moved(NamedTuple):
    """Names of a finding's figures: the amount to move, and what it brings a month."""

    amount: str
    gain: str


GAP = Moved("shifted_month", "revenue_month")
CURVES = Moved("moved_month", "gain_month")


def proposals_of(
    workbook: Workbook, book: FactBook, said: list[Said], today: date
) -> list[AgentProposal]:
    """A proposal for each finding that a typed action can answer, in the findings' order."""
    made = (
        MAKERS[found.finding.kind](workbook, book, found, words, today)
        for found, words in zip(workbook.findings, said, strict=True)
        if found.finding.kind in MAKERS
    )
    return [proposal for proposal in made if proposal is not None]


def _leak(
    workbook: Workbook, book: FactBook, found: Found, words: Said, today: date
) -> AgentProposal | None:
    """Set the stage's target at the rate that it had: the leak stays in view until it is mended.

    Nothing where the target asks for that much already.
    """
    stage = found.finding.stage
    assert stage is not None
    before = found.finding.figure("rate_before").value
    rate = Decimal(str(before)).quantize(Decimal("0.001"))
    if stage.target_rate is not None and stage.target_rate >= float(rate):
        return None
    name, _ = workbook.stage_words(stage.key)
    return _proposal(
        found,
        words,
        today,
        title=f"Bring “{name}” back to {{fact:{found.key}.rate_before}}",
        action=SetStageTarget,
        args=SetStageTarget.Args(stage_id=UUID(stage.key), rate=rate),
        predicted=_effect(book, found, today, "Orders a month", "lost_orders_month"),
    )


def _broken_tracking(
    workbook: Workbook, book: FactBook, found: Found, words: Said, today: date
) -> AgentProposal | None:
    window = found.finding.window
    channels = found.finding.channels
    if channels == (ALL_CHANNELS,):
        channels = workbook.metrics.channels()
    name = "roas_gain" if f"{found.key}.roas_gain" in book else "sessions_missing"
    metric = "ROAS of the period" if name == "roas_gain" else "Sessions no longer misread"
    days = f"{{fact:{found.key}.since}}"
    if window.days > 1:
        days += f" to {{fact:{found.key}.until}}"
    return _proposal(
        found,
        words,
        today,
        title=f"Leave {days} out of the figures",
        action=MarkTrackingGap,
        args=MarkTrackingGap.Args(
            first=window.first,
            last=window.last,
            channels=channels,
            currency=found.finding.currency or "",
            reason="Tracking was broken",
        ),
        predicted=_effect(book, found, today, metric, name, exact=name == "roas_gain"),
    )


def _channel_gap(
    workbook: Workbook, book: FactBook, found: Found, words: Said, today: date
) -> AgentProposal | None:
    """Move a tenth of the weaker channel's money, within its campaign or to another campaign."""
    if found.campaign is not None:
        return _shift(found, found.campaign, SHIFTED_SHARE, GAP, book, words, today)
    return _move(workbook, found, GAP, book, words, today)


def _saturation(
    workbook: Workbook, book: FactBook, found: Found, words: Said, today: date
) -> AgentProposal | None:
    """Move what the curves say, within the campaign of both channels or to another campaign.

    Nothing where no other channel's next unit brings more beyond doubt.
    """
    if len(found.finding.channels) < 2:
        return None
    source, target = map(workbook.only_campaign_of, found.finding.channels)
    if source is None or target is None:
        return None
    if source.id != target.id:
        return _move(workbook, found, CURVES, book, words, today)
    part = found.finding.figure("moved_month").value / found.finding.figure("spend_month").value
    return _shift(found, source, Decimal(str(part)), CURVES, book, words, today)


def _shift(
    found: Found,
    campaign: CampaignShares,
    part: Decimal,
    said: Moved,
    book: FactBook,
    words: Said,
    today: date,
) -> AgentProposal | None:
    """Move `part` of the weaker channel's share of a campaign to the stronger one."""
    weak, strong = (
        next(one for one in campaign.channels if one.channel == name)
        for name in found.finding.channels
    )
    share = (weak.share * part).quantize(SHARE_STEP)
    if share <= 0:
        return None
    return _proposal(
        found,
        words,
        today,
        title=(
            f"Move {{fact:{found.key}.{said.amount}}} a month from {channel_label(weak.channel)} "
            f"to {channel_label(strong.channel)} in “{campaign.name}”"
        ),
        action=ShiftBudgetShare,
        args=ShiftBudgetShare.Args(
            campaign_id=campaign.id, from_id=weak.id, to_id=strong.id, share=share
        ),
        predicted=_effect(book, found, today, "Revenue a month", said.gain),
    )


def _move(
    workbook: Workbook, found: Found, said: Moved, book: FactBook, words: Said, today: date
) -> AgentProposal | None:
    """Move the amount from the one campaign of the weaker channel to that of the stronger one."""
    weak, strong = found.finding.channels
    source, target = workbook.only_campaign_of(weak), workbook.only_campaign_of(strong)
    if source is None or target is None or source.id == target.id:
        return None
    amount = book[f"{found.key}.{said.amount}"].value
    if not isinstance(amount, int) or not 0 < amount <= (source.budget or 0):
        return None
    if target.budget is None or {source.currency, target.currency} != {found.finding.currency}:
        return None
    return _proposal(
        found,
        words,
        today,
        title=(
            f"Move {{fact:{found.key}.{said.amount}}} of budget from “{source.name}” "
            f"to “{target.name}”"
        ),
        action=MoveCampaignBudget,
        args=MoveCampaignBudget.Args(from_id=source.id, to_id=target.id, amount=amount),
        predicted=_effect(book, found, today, "Revenue a month", said.gain),
    )


Maker = Callable[[Workbook, FactBook, Found, Said, date], AgentProposal | None]
MAKERS: dict[str, Maker] = {
    "leak": _leak,
    "broken_tracking": _broken_tracking,
    "channel_gap": _channel_gap,
    "saturation": _saturation,
}


def _effect(
    book: FactBook, found: Found, today: date, metric: str, name: str, *, exact: bool = False
) -> AgentPrediction:
    days = 0 if exact else MONTH_DAYS
    key = f"{found.key}.{name}"
    assert key in book
    return AgentPrediction(metric=metric, fact=key, due=today + timedelta(days=days), exact=exact)


def _proposal(
    found: Found,
    words: Said,
    today: date,
    *,
    title: str,
    action: type[Action],
    args: ActionArgs,
    predicted: AgentPrediction,
) -> AgentProposal:
    finding = found.finding
    said = references(f"{title} {words.text}")
    figures = [f"{found.key}.{figure.name}" for figure in finding.figures]
    return AgentProposal(
        kind=finding.kind,
        subject=finding.subject if found.campaign is None else f"{found.campaign.id}:{found.key}",
        title=title,
        rationale=words.text,
        severity=finding.severity,
        impact=None if finding.impact is None else round(finding.impact.estimate),
        currency=finding.currency or "" if finding.impact is not None else "",
        effort=finding.effort,
        priority=finding.priority,
        evidence=list(dict.fromkeys([*figures, *said, predicted.fact])),
        action_kind=action.kind,
        action_args=args.model_dump(mode="json"),
        predicted=predicted,
        due_on=today + timedelta(days=DUE_DAYS[finding.severity]),
    )
