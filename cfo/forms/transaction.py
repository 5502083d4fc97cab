"""The forms of transactions: a line typed by hand, and what people say about a bank's line."""

from __future__ import annotations

from typing import Any

from cfo.line_identity import FOLLOWING, KEYS, follow
from cfo.models import Category, Transaction
from cfo.models.transaction import TransactionSource
from kernel.resources import changes
from kernel.resources.forms import ResourceForm


class TransactionForm(ResourceForm):
    """What the bank wrote is shown and stays; lines typed by hand can be changed as a whole."""

    currency_from = "account"

    class Meta:
        model = Transaction
        fields = (
            "account", "date", "amount", "counterparty", "memo", "category", "reconciled", "flag",
            "note",
        )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.before = changes.state(self.instance, [*KEYS, "category"])
        self._offer_categories()
        if self._from_bank():
            for name in KEYS:
                self.fields[name].disabled = True
                self.fields[name].help_text = "As the bank wrote it."

    def written_fields(self) -> list[str]:
        return [*super().written_fields(), *FOLLOWING]

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if not self.errors:
            follow(self.instance, self.before)

    def _from_bank(self) -> bool:
        row = self.instance
        return not row._state.adding and row.source != TransactionSource.HAND

    def _offer_categories(self) -> None:
        """Archived categories take no more lines; the line's own stays."""
        offered: Any = self.fields["category"]
        own = Category.objects.filter(pk=self.instance.category_id)
        offered.queryset = (Category.objects.filter(archived=False) | own).order_by("name")
