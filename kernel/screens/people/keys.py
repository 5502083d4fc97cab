"""``/settings/keys/``: API keys come later; what programs use until then."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views import View

from kernel.doors.door import door_of
from kernel.screens.people.settings import page


class Keys(View):
    """How a program signs in today."""

    def get(self, request: HttpRequest) -> HttpResponse:
        door = door_of(request)
        assert door.tenant is not None
        assert door.workspace is not None
        context = {
            "title": "API keys",
            "lede": "Keys for programs are not given out yet. Tokens work today.",
            "token_url": request.build_absolute_uri("/api/v1/auth/token/"),
            "facts": [
                {"name": "X-Tenant-ID", "value": door.tenant.pk, "mono": True},
                {"name": "X-Workspace-ID", "value": door.workspace.pk, "mono": True},
            ],
        }
        return page(request, "keys", context)
