"""What one run looks at: the rows that were read, and the questions asked of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from cmo.analysis import analyse, channel_figures
from cmo.analysis.channels import ALL_CHANNELS
from cmo.analysis.finding import Analysis, Finding, Horizon
from cmo.analysis.from_channels import channel_findings
from cmo.analysis.rows import FunnelRows, MetricRows
from cmo.models.columns import channel_label
from cmo.selectors import CampaignShares, FunnelStages
from kernel.core.fact_keys import fact_key
from kernel.core.windows import Window
from kernel.statistics.ranking import ranked
from kernel.statistics.values import NotEnoughDataError, Shortfall


@dataclass(frozen=True, slots=True)
class Found:
    """A finding with the key of its facts; `campaign` where it is about one campaign's channels."""

    finding: Finding
    key: str
    campaign: CampaignShares | None = None


@dataclass(frozen=True)
class Workbook:
    """The rows of one workspace and how far back each question looks."""

    metrics: MetricRows
    counts: FunnelRows
    funnels: tuple[FunnelStages, ...]
    campaigns: tuple[CampaignShares, ...]
    horizon: Horizon
    only: tuple[str, ...] = ()

    @cached_property
    def analysis(self) -> Analysis:
        """The answers; `only` keeps the named kinds of findings."""
        stages = tuple(stage for funnel in self.funnels for stage in funnel.stages)
        found = analyse(self.metrics, self.counts, stages, self.horizon)
        if not self.only:
            return found
        return replace(
            found, findings=tuple(one for one in found.findings if one.kind in self.only)
        )

    @cached_property
    def findings(self) -> tuple[Found, ...]:
        """Everything to act on, in order, the campaigns' own channels included."""
        found = [Found(finding, self._key(finding)) for finding in self.analysis.findings]
        if not self.only or "channel_gap" in self.only:
            found += self._inside_campaigns()
        order = ranked([(o.finding.priority, o.finding.share, o.finding.subject) for o in found])
        return _told_apart([found[i] for i in order])

    def window(self, currency: str = "") -> Window:
        """The days that channels are judged by: up to the last day that has rows."""
        rows = self.metrics.of_currency(currency) if currency else self.metrics
        last = rows.last_day(self.horizon.as_of) or self.horizon.as_of
        return Window.ending(last, self.horizon.channel_days)

    def stage_words(self, key: str) -> tuple[str, str]:
        """Name of a stage and of its funnel."""
        for funnel in self.funnels:
            for stage in funnel.stages:
                if stage.key == key:
                    return stage.name, funnel.name
        raise KeyError(key)

    def only_campaign_of(self, channel: str) -> CampaignShares | None:
        """The running campaign that alone pays for a channel; None where several do, or none."""
        found = [one for one in self.campaigns if channel in {c.channel for c in one.channels}]
        return found[0] if len(found) == 1 else None

    def plain(self, words: str) -> str:
        """A shortfall's subject as people call it: a stage by its name, a channel by its label."""
        names = {stage.key: stage.name for funnel in self.funnels for stage in funnel.stages}
        named = names.get(words, words).replace(ALL_CHANNELS, "all channels")
        for channel in self.metrics.channels():
            named = named.replace(channel, channel_label(channel))
        return named

    def own_words(self) -> list[str]:
        """Names from the workspace's own rows, which text may quote."""
        words = [funnel.name for funnel in self.funnels]
        words += [stage.name for funnel in self.funnels for stage in funnel.stages]
        words += [campaign.name for campaign in self.campaigns]
        for channel in self.metrics.channels():
            words += [channel, channel_label(channel)]
        return words

    def _key(self, finding: Finding) -> str:
        if finding.stage is not None:
            stage, funnel = self.stage_words(finding.stage.key)
            return fact_key(finding.kind, funnel, stage)
        if finding.kind in ("broken_tracking", "spend_spike", "drop"):
            day = finding.window.first.isoformat()
            return fact_key(finding.kind, finding.currency or "", day)
        return fact_key(finding.kind, finding.currency or "", *finding.channels)

    def _inside_campaigns(self) -> Iterator[Found]:
        """The weakest and the strongest channel of each campaign, where no doubt is left."""
        for campaign in self.campaigns:
            names = [channel.channel for channel in campaign.channels]
            own_rows = self.metrics.where(self.metrics.campaign == str(campaign.id))
            rows = own_rows.of_channels(names)
            for currency in rows.currencies():
                own = rows.of_currency(currency)
                window = self.window(currency)
                try:
                    figures = channel_figures(own, window, self.horizon.level)
                except NotEnoughDataError:
                    continue
                for finding in channel_findings(own, figures, (), window, self.horizon.alpha):
                    if finding.kind == "channel_gap":
                        key = fact_key("campaign_gap", campaign.name, currency, *finding.channels)
                        yield Found(finding, key, campaign)


def short_key(shortfall: Shortfall) -> str:
    """The key under which the facts of a shortfall stand."""
    return fact_key("short", shortfall.subject, shortfall.what)


def _told_apart(found: list[Found]) -> tuple[Found, ...]:
    """The same with a suffix where two names are spelled alike in a key."""
    seen: set[str] = set()
    apart = []
    for one in found:
        key, number = one.key, 2
        while key in seen:
            key, number = f"{one.key}-{number}", number + 1
        seen.add(key)
        apart.append(replace(one, key=key))
    return tuple(apart)
