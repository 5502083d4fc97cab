"""Reading a workspace's rows into a workbook, inside a read scope."""

from __future__ import annotations

from collections.abc import Sequence

from cmo import selectors
from cmo.analysis.finding import Horizon
from cmo.analysis.rows import FunnelRows
from cmo.optimization.workbook import Workbook
from kernel.core.contracts import Need
from kernel.core.windows import Window


def read(
    horizon: Horizon,
    channels: Sequence[str] = (),
    currency: str = "",
    *,
    only: Sequence[str] = (),
    funnels: bool = True,
) -> Workbook | list[Need]:
    """Rows as far back as the longest question asks; needs where there are none at all.

    `channels` and `currency` narrow the metrics, `only` the kinds of findings; without `funnels`
    their counts are left out.
    """
    longest = max(
        horizon.history_days,
        horizon.channel_days + max(horizon.reference_days, horizon.channel_days),
        horizon.leak_days + horizon.reference_days,
    )
    window = Window.ending(horizon.as_of, longest)
    metrics = selectors.metric_rows(window, channels=channels, currency=currency)
    counts = selectors.funnel_rows(window) if funnels else FunnelRows.of(())
    if not len(metrics) and (channels or currency):
        return [_other_filter(channels)]
    if not len(metrics) and not len(counts):
        return [
            Need(
                what="Daily metrics",
                why="There is no row of any channel to look at.",
                question="Will you import a file with date, channel, spend, sessions and orders?",
            )
        ]
    return Workbook(
        metrics,
        counts,
        selectors.funnels() if funnels else (),
        selectors.campaign_shares(),
        horizon,
        tuple(only),
    )


def _other_filter(channels: Sequence[str]) -> Need:
    known = ", ".join(selectors.channel_names()) or "none yet"
    asked = ", ".join(channels) or "this currency"
    return Need(
        what=f"Daily metrics of {asked}",
        why="No row fits what was asked for.",
        question=f"Which of these channels do you mean: {known}?",
    )
