"""Lines of the bank and their categories: by rule, by a person, by an agent."""

from __future__ import annotations

from typing import cast

from cfo.analysis.rules import Field, Match, Rule, Sign
from cfo.models import CategoryRule
from cfo.models.category_rule import RuleField

FIELDS: dict[str, Field] = {
    RuleField.COUNTERPARTY: "payee",
    RuleField.MEMO: "memo",
    RuleField.EITHER: "any",
}


def stored_rules() -> list[Rule]:
    """The workspace's rules as the analysis takes them; keys and categories are ids.

    Left out are rules that are switched off, and those whose category takes no more lines.
    """
    rows = CategoryRule.objects.filter(active=True, category__archived=False)
    return [
        Rule(
            key=str(row.pk),
            position=row.position,
            field=FIELDS[row.field],
            match=cast(Match, row.match),
            pattern=row.pattern,
            category=str(row.category_id),
            sign=cast(Sign, row.sign),
            account=str(row.account_id or ""),
        )
        for row in rows
    ]
