"""Every resource that a route serves has the inherited cases, whichever module it belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import pytest
from django.apps import apps

from kernel.core.registry import get_all_modules
from kernel.resources import addresses
from kernel.resources.api import ResourceViewSet
from kernel.resources.testing import ResourceAPITests, ResourceScreenTests
from kernel.resources.testing.base import ResourceTests
from kernel.resources.views import ResourceList
from tests.doors import Route, routes


def listed(route: Route) -> tuple[type[ResourceTests], Any] | None:
    """The cases that the route asks for and the model that they are about."""
    view = getattr(route.callback, "view_class", None) or getattr(route.callback, "cls", None)
    if view is None or route.manifest is None:
        return None
    if issubclass(view, ResourceList) and route.path == addresses.list_path(view.model):
        return ResourceScreenTests, view.model
    if issubclass(view, ResourceViewSet):
        model = view.model()
        if route.path == f"/api/v1{addresses.list_path(model)}":
            return ResourceAPITests, model
    return None


def tried(role: str) -> Iterator[tuple[type[ResourceTests], Any]]:
    """The same of a module's test classes, as pytest collects them."""
    folder = import_module(f"{role}.tests")
    for found in iter_modules(folder.__path__, f"{role}.tests."):
        if not found.name.rpartition(".")[2].startswith("test_"):
            continue
        for name, kind in vars(import_module(found.name)).items():
            if not (isinstance(kind, type) and name.startswith("Test")):
                continue
            for cases in (ResourceScreenTests, ResourceAPITests):
                if issubclass(kind, cases):
                    yield cases, kind.model


SERVED = [found for route in routes() if (found := listed(route))]


def test_every_module_serves_resources():
    assert {model._meta.app_label for _, model in SERVED} == {m.role for m in get_all_modules()}
    assert len(SERVED) == len(set(SERVED))


@pytest.mark.parametrize("module", get_all_modules(), ids=lambda manifest: manifest.role)
def test_each_resource_has_its_cases(module):
    known = set(tried(module.role))
    missing = [
        f"{model._meta.db_table}: add a class over {cases.__name__} in {module.role}/tests"
        for cases, model in SERVED
        if model._meta.app_label == module.role and (cases, model) not in known
    ]
    assert missing == []


def test_each_constraint_can_say_how_to_mend_it():
    """A `%` in its words has to be doubled, or a broken constraint becomes a broken page."""
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            assert constraint.get_violation_error_message(), f"{model}: {constraint.name}"
