"""The gallery's addresses, as local settings route them."""

from __future__ import annotations

from django.urls import path

from kernel.screens.cookies import appearance
from kernel.screens.gallery import gallery

urlpatterns = [
    path("styleguide/", gallery),
    path("styleguide/<slug:page>/", gallery),
    path("appearance/", appearance),
]
