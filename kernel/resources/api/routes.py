"""Addresses below ``/api/v1/`` that belong to imports."""

from django.urls import path

from kernel.resources.imports.api import (
    ImportCancelAPI,
    ImportDetailAPI,
    ImportListAPI,
    ImportUndoAPI,
)

urlpatterns = [
    path("imports/", ImportListAPI.as_view()),
    path("imports/<str:id>/", ImportDetailAPI.as_view()),
    path("imports/<str:id>/cancel/", ImportCancelAPI.as_view()),
    path("imports/<str:id>/undo/", ImportUndoAPI.as_view()),
]
