"""Test cases that every resource inherits: each door of it, with the whole cast.

A module writes a class body over one of these::

    class TestCampaignScreens(ResourceScreenTests):
        model = Campaign
        valid = {"name": "Spring", "status": "draft", "currency": "EUR", "budget": "1,200.50"}
        changed = {"name": "Summer"}
        invalid = {"name": ""}
        inline = {"status": "active"}
        numbers = "budget"

        def make(self, number=1, **values):
            return Campaign.objects.create(name=f"C {number}", currency="EUR", **values)

A body that names a row of another model is a property: ``{"plan": self.named(plan)}``. With
``single = True`` a workspace has one row. ``make`` writes a row in the open scope. ``writer``
writes the module (Bob does in marketing, Fay in finance), ``outsider`` has another module's role,
Vera may read nothing, Una works in another workspace, Charlie is a stranger.
``tests/test_every_resource.py`` says which resource has no such class.
"""

from kernel.resources.testing.endpoints import ResourceAPITests
from kernel.resources.testing.screens import ResourceScreenTests

__all__ = ["ResourceAPITests", "ResourceScreenTests"]
