"""Django's admin with our site in the place of its own."""

from __future__ import annotations

from django.contrib.admin.apps import AdminConfig


class StaffAdminConfig(AdminConfig):
    """``admin.site``, and so every module's ``admin.py``, is the staff's site."""

    default_site = "kernel.doors.admin.site.StaffSite"
