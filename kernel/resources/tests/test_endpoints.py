"""Every endpoint of a resource, with the inherited cases."""

import uuid

from kernel.resources.testing import ResourceAPITests
from kernel.resources.tests.marketing import Campaign, Funnel


class TestEndpoints(ResourceAPITests):
    model = Campaign
    valid = {"name": "Spring", "currency": "EUR", "budget": 120050}
    changed = {"name": "Summer", "status": "active"}
    invalid = {"budget": -1}
    filters = {"status": "draft"}

    def make(self, number=1, **values):
        return Campaign.objects.create(
            **{"name": f"Campaign {number}", "currency": "EUR", **values}
        )

    def test_it_refuses_a_key_to_another_tenants_row_as_to_a_missing_one(self):
        with self.cast.scope(self.cast.charlie):
            foreign = Funnel.objects.create(name="Theirs", currency="EUR").pk
        problems = []
        for id in (foreign, uuid.uuid4()):
            answer = self.send(self.bob, "post", self.path, {**self.valid, "funnel": str(id)})
            problem = self.refused(answer, 400, "not_found_reference")
            problem.pop("request_id")
            problems.append(problem)
        assert problems[0] == problems[1]

    def test_it_takes_only_members_as_owner(self):
        body = {**self.valid, "owner": str(self.cast.charlie.pk)}
        self.refused(self.send(self.bob, "post", self.path, body), 400, "not_found_reference")
        body["owner"] = str(self.cast.alice.pk)
        assert self.send(self.bob, "post", self.path, body).status_code == 201

    def test_it_names_a_broken_constraint_instead_of_failing(self):
        self.made(1)
        answer = self.send(self.bob, "post", self.path, {**self.valid, "name": "Campaign 1"})
        problem = self.refused(answer, 400, "validation_failed")
        assert problem["errors"][0]["pointer"] == "/name"
        answer = self.send(
            self.bob, "post", self.path, {**self.valid, "start": "2026-02-02", "end": "2026-02-01"}
        )
        assert self.refused(answer, 400, "validation_failed")["detail"].startswith("The end")

    def test_it_takes_a_name_that_exists_only_in_another_tenant(self):
        self.made(1, charlies=True, name="Spring")
        assert self.send(self.bob, "post", self.path, self.valid).status_code == 201
