"""Addresses of the whole product. Each module brings its own: ``{role}.urls`` for screens,
``{role}.api.routes`` for the API, under namespaces that tell the doors whose they are."""

from importlib.util import find_spec

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from kernel.core.registry import get_all_modules
from kernel.doors import accounts, probes, switching, webhooks
from kernel.resources.imports.delivery import deliver

Routes = list[URLPattern | URLResolver]


def _module_routes() -> Routes:
    """Screens and API of every module that stands; a part that a module lacks has no address."""
    routes: Routes = []
    for manifest in get_all_modules():
        role = manifest.role
        if find_spec(f"{role}.urls"):
            routes.append(path(f"{role}/", include((f"{role}.urls", role))))
        if find_spec(f"{role}.api") and find_spec(f"{role}.api.routes"):
            routes.append(path(f"api/v1/{role}/", include((f"{role}.api.routes", f"{role}-api"))))
    return routes


urlpatterns: Routes = [
    path("healthz", probes.healthz),
    path("readyz", probes.readyz),
    path("metrics", probes.metrics),
    path("accounts/login/", accounts.sign_in),
    path("accounts/logout/", accounts.sign_out),
    path("accounts/signup/", accounts.sign_up),
    path("accounts/demo/", accounts.look_at_demo),
    path("accounts/invitations/<str:token>/", accounts.invitation),
    path("start/", accounts.start),
    path("switch/", switching.switch),
    path("", include("kernel.screens.urls")),
    path("", include("kernel.screens.people.urls")),
    path("", include("kernel.resources.urls")),
    path("admin/", admin.site.urls),
    path("webhooks/<str:endpoint_id>/", webhooks.receiver(deliver)),
    path("api/v1/", include("kernel.doors.api.routes")),
    path("api/v1/", include("kernel.resources.api.routes")),
    *_module_routes(),
]

handler400 = "kernel.doors.pages.bad_request"
handler403 = "kernel.doors.pages.forbidden"
handler404 = "kernel.doors.pages.not_found"
handler500 = "kernel.doors.pages.broken"
