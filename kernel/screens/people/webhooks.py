"""``/settings/webhooks/``: addresses that other systems send signed events to."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import secrets
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from kernel import audit
from kernel.core.manifest import Manifest
from kernel.core.registry import get_all_modules
from kernel.doors.door import door_of
from kernel.errors import NotFoundError
from kernel.resources.rights import notation, rights
from kernel.screens import runs
from kernel.screens.people.settings import ManagedView, page
from kernel.tenancy.models import WebhookEndpoint

URL = "/settings/webhooks/"
CRUMBS = [{"label": "Webhooks", "url": URL}]
OVERLAP = dt.timedelta(hours=1)
SECRET_BYTES = 32
SHOWN_ONCE = "Copy it now: it is not shown again."


class EndpointForm(forms.Form):
    """A new endpoint."""

    name = forms.CharField(
        label="Name", max_length=120, help_text="The system that sends, such as “Shop”."
    )
    module_id = forms.ChoiceField(label="Its events go to")

    def __init__(self, *args: Any, modules: list[Manifest], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["module_id"].choices = [(one.id, one.title) for one in modules]  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"].strip()
        if WebhookEndpoint.objects.filter(name=name, active=True).exists():
            raise forms.ValidationError(f"There is an endpoint “{name}” already. Name it apart.")
        return name


def new_secret() -> str:
    """A signing secret as Standard Webhooks writes it: ``whsec_`` and base64 of 32 bytes."""
    return "whsec_" + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def mark_of_secret(secret: str) -> str:
    """Tells one secret from another without saying anything about it."""
    return hashlib.sha256(f"mark {secret}".encode()).hexdigest()[:12]


def _receiving(request: HttpRequest) -> list[Manifest]:
    """The company's modules that take events."""
    access = rights(request)
    return [m for m in get_all_modules() if m.webhooks and m.id in access.modules]


class Webhooks(ManagedView):
    """The endpoints of this workspace; POST makes one and shows its secret once."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(request, EndpointForm(modules=_receiving(request)))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = EndpointForm(request.POST, modules=_receiving(request))
        if not form.is_valid():
            return self._page(request, form, status=422)
        secret = new_secret()
        endpoint = WebhookEndpoint.objects.create(**form.cleaned_data, secrets=[secret])
        audit.record("webhook.created", subject=endpoint.pk, detail={"name": endpoint.name})
        return _secret_page(request, endpoint, secret, f"{endpoint} is ready", 201)

    def _page(self, request: HttpRequest, form: EndpointForm, status: int = 200) -> HttpResponse:
        modules = _receiving(request)
        types = [
            {"name": kind, "value": module.title} for module in modules for kind in module.webhooks
        ]
        endpoints = WebhookEndpoint.objects.order_by("-active", "-created_at")
        context = {
            "title": "Webhooks",
            "lede": f"Signed events into {door_of(request).workspace}.",
            "endpoints": [_shown(request, endpoint) for endpoint in endpoints],
            "form": form if modules else None,
            "types": types,
        }
        return page(request, "webhooks", context, status=status)


def _shown(request: HttpRequest, endpoint: WebhookEndpoint) -> dict[str, Any]:
    titles = {manifest.id: manifest.title for manifest in get_all_modules()}
    made = runs.local(request, endpoint.created_at).date()
    return {
        "id": str(endpoint.pk),
        "name": endpoint.name,
        "module": titles.get(endpoint.module_id, endpoint.module_id),
        "address": address_of(request, endpoint),
        "active": endpoint.active,
        "made": notation(request).day(made),
        "overlap": _overlap(request, endpoint),
        "mark": mark_of_secret(endpoint.secrets[0]),
        "url": f"{URL}{endpoint.pk}/",
    }


def _overlap(request: HttpRequest, endpoint: WebhookEndpoint) -> str:
    """Until when the secret before still signs, or nothing."""
    until = endpoint.old_secret_until
    if until is None or until <= timezone.now():
        return ""
    return f"{runs.local(request, until):%H:%M}"


def address_of(request: HttpRequest, endpoint: WebhookEndpoint) -> str:
    """Where events are posted to."""
    return request.build_absolute_uri(f"/webhooks/{endpoint.pk}/")


def _endpoint(pk: UUID) -> WebhookEndpoint:
    found = WebhookEndpoint.objects.select_for_update().filter(pk=pk, active=True).first()
    if found is None:
        raise NotFoundError("There is no such active endpoint in this workspace.")
    return found


def _secret_page(
    request: HttpRequest, endpoint: WebhookEndpoint, secret: str, title: str, status: int
) -> HttpResponse:
    context = {
        "title": title,
        "lede": "Give address and secret to the system that sends.",
        "crumbs": CRUMBS,
        "secret": secret,
        "about": SHOWN_ONCE,
        "address": address_of(request, endpoint),
        "overlap": _overlap(request, endpoint),
    }
    return page(request, "webhook_secret", context, status=status)


class Rotation(ManagedView):
    """POST makes a new secret; the one before signs for an hour more.

    ``mark`` is the secret that the person saw as current, so a repeated POST rotates once.
    """

    http_method_names = ["post"]

    def post(self, request: HttpRequest, endpoint: UUID) -> HttpResponse:
        found = _endpoint(endpoint)
        if request.POST.get("mark") != mark_of_secret(found.secrets[0]):
            messages.error(request, f"{found} has a newer secret already. Nothing was changed.")
            return redirect(URL)
        secret = new_secret()
        found.secrets = [secret, found.secrets[0]]
        found.old_secret_until = timezone.now() + OVERLAP
        found.save(update_fields=["secrets", "old_secret_until", "updated_at"])
        audit.record("webhook.secret_rotated", subject=found.pk, detail={"name": found.name})
        return _secret_page(request, found, secret, f"{found} has a new secret", 200)


class Deactivation(ManagedView):
    """POST closes an endpoint for good; what it brought in stays."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, endpoint: UUID) -> HttpResponse:
        found = _endpoint(endpoint)
        found.active = False
        found.save(update_fields=["active", "updated_at"])
        audit.record("webhook.deactivated", subject=found.pk, detail={"name": found.name})
        messages.success(request, f"{found} takes no more events.")
        return redirect(URL)
