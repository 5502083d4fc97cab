"""The form of categories."""

from __future__ import annotations

from cfo.models import Category
from kernel.resources.forms import ResourceForm


class CategoryForm(ResourceForm):
    class Meta:
        model = Category
        fields = ("name", "kind", "archived")
