"""Forms of rows with amounts."""

from __future__ import annotations

from typing import Any

from kernel.resources.forms import ResourceForm


class CurrencyForm(ResourceForm):
    """A row with amounts: a new one begins with the workspace's currency."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["currency"].widget.attrs["autocapitalize"] = "characters"
        if self.instance._state.adding:
            self.initial.setdefault("currency", self.notation.currency)

    def clean_currency(self) -> str:
        return str(self.cleaned_data["currency"]).upper()
