"""Every page of a resource, with the inherited cases."""

from kernel.resources.testing import ResourceScreenTests
from kernel.resources.tests.marketing import Campaign


class TestScreens(ResourceScreenTests):
    model = Campaign
    valid = {
        "name": "Spring",
        "kind": "launch",
        "status": "draft",
        "currency": "EUR",
        "budget": "1,200.50",
        "primary_kpi": "roas",
    }
    changed = {"name": "Summer"}
    invalid = {"start": "2026-02-01", "end": "2026-01-01"}
    inline = {"status": "active"}
    numbers = "budget"
    filters = {"status": "draft"}
    formula_field = "name"

    def make(self, number=1, **values):
        return Campaign.objects.create(
            **{"name": f"Campaign {number}", "currency": "EUR", **values}
        )
