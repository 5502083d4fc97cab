"""Addresses of the outages, under `/api/v1/cto/`."""

from cto.api.viewsets import OutageViewSet
from django.urls import path

urlpatterns = [
    path("outages/", OutageViewSet.as_view({"get": "list", "post": "create"})),
    path(
        "outages/<id>/",
        OutageViewSet.as_view({"get": "retrieve", "patch": "partial_update", "delete": "destroy"}),
    ),
]
