"""Screens of a resource. A module's view is a class of a few assignments over one of these."""

from kernel.resources.views.bulk import ResourceBulk
from kernel.resources.views.detail import ResourceDetail
from kernel.resources.views.editing import ResourceCreate, ResourceDelete, ResourceEdit
from kernel.resources.views.export import ResourceExport
from kernel.resources.views.fields import ResourceField
from kernel.resources.views.listing import ResourceList

__all__ = [
    "ResourceBulk",
    "ResourceCreate",
    "ResourceDelete",
    "ResourceDetail",
    "ResourceEdit",
    "ResourceExport",
    "ResourceField",
    "ResourceList",
]
