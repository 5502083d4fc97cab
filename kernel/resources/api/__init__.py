"""The API of resources: a module writes serializers, viewsets and routes out over these bases."""

from kernel.resources.api.serializers import ResourceSerializer
from kernel.resources.api.viewsets import ResourceViewSet

__all__ = ["ResourceSerializer", "ResourceViewSet"]
