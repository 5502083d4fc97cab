"""The form of offers."""

from __future__ import annotations

from cmo.models import Offer
from kernel.resources.forms import CurrencyForm


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
