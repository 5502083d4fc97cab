"""The form of marketing plans."""

from __future__ import annotations

import re
from typing import Any

from django.utils.text import slugify

from cmo.models import MarketingPlan
from cmo.models.plan_parts import check_allocation, check_milestones, check_risks
from kernel.resources.forms import CurrencyForm
from kernel.resources.lists import Part, RowsInput

LONGEST_KEY = 60


class MarketingPlanForm(CurrencyForm):
    """A plan; its lists are written a line an item."""

    channel_allocation = RowsInput(
        (
            Part("channel", "channel"),
            Part("share", "share", "percent"),
            Part("amount", "amount", "money", required=False),
        ),
        label="Budget by channel",
        validators=[check_allocation],
    )
    milestones = RowsInput(
        (
            Part("date", "day", "day"),
            Part("title", "title"),
            Part("detail", "detail", required=False),
            Part("done", "done", "flag", required=False),
        ),
        kept=("key",),
        told_by=("title", "date"),
        label="Milestones",
    )
    risks = RowsInput(
        (
            Part("title", "what may happen"),
            Part("sign", "what shows it", required=False),
            Part("answer", "what is done then", required=False),
        ),
        label="Risks",
        validators=[check_risks],
    )

    class Meta:
        model = MarketingPlan
        fields = (
            "name", "status", "start", "end", "objective", "goal_metric", "goal_baseline",
            "goal_target", "budget", "currency", "channel_allocation", "milestones", "risks",
        )  # fmt: skip

    def clean_milestones(self) -> list[dict[str, Any]]:
        """The milestones with their keys: the earlier ones, or new ones out of the title."""
        field = self.fields["milestones"]
        assert isinstance(field, RowsInput)
        items = field.merge(self.instance.milestones, self.cleaned_data["milestones"])
        taken = {item["key"] for item in items if "key" in item}
        for item in items:
            if "key" not in item:
                item["key"] = _free_key(str(item["title"]), taken)
                taken.add(item["key"])
        check_milestones(items)
        return items


def _free_key(title: str, taken: set[str]) -> str:
    plain = re.sub(r"[^a-z0-9-]+", "-", slugify(title)).strip("-")[: LONGEST_KEY - 4] or "milestone"
    key, number = plain, 2
    while key in taken:
        key, number = f"{plain}-{number}", number + 1
    return key
