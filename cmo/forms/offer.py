"""The form of offers."""

from __future__ import annotations

from cmo.forms.currency import CurrencyForm
from cmo.models import Offer


class OfferForm(CurrencyForm):
    class Meta:
        model = Offer
        fields = (
            "name",
            "kind",
            "description",
            "benefits",
            "pricing_model",
            "price_low",
            "price_high",
            "currency",
            "status",
            "segment",
            "is_flagship",
        )
