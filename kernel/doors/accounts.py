"""Pages of people: sign in and out, sign up, start a company, accept an invitation."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from kernel import audit
from kernel.core.registry import get_all_modules, roles
from kernel.doors.account_forms import CompanyForm, LoginForm, PasswordForm, SignupForm
from kernel.doors.door import door_of
from kernel.doors.marks import for_person, public
from kernel.doors.where import remember
from kernel.errors import KernelError, NotFoundError
from kernel.limits.addresses import client_address
from kernel.limits.rates import spend, spend_login
from kernel.tenancy import services
from kernel.tenancy.access import my_tenants
from kernel.tenancy.models import User
from kernel.tenancy.scope import identity_scope

DEMO_EMAIL = "{role}@{slug}.example"
DEMO = {"alder-pine": "Alder & Pine Coffee", "harbor-lane": "Harbor Lane Books"}
"""The demo's companies; the first is the one to look at, the second has nothing to find."""


def next_of(request: HttpRequest, default: str = "/") -> str:
    """Where the person wanted to go; an address of another site is ignored."""
    target = request.POST.get("next") or request.GET.get("next") or default
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure())
    return target if safe else default


def person_of(request: HttpRequest) -> User:
    """The person whom the middleware let in."""
    assert isinstance(request.user, User)
    return request.user


def check_password(request: HttpRequest, email: str, password: str) -> User | None:
    """The person with these, or None; the attempt is counted before and audited after.

    An unknown address costs the same work as a wrong password. Raises ``rate_limited``.
    """
    door_of(request).usage = spend_login(request, email)
    user = authenticate(request, username=email.strip(), password=password)
    if isinstance(user, User):
        return user
    known = User.objects.filter(email=email.strip().lower()).values_list("pk", flat=True).first()
    audit.record("login.refused", subject=known or "unknown")
    return None


def enter(request: HttpRequest, user: User) -> None:
    """Begin the person's session."""
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    with identity_scope(user.pk):
        audit.record("login.succeeded", subject=user.pk)


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "POST"])
@public
def sign_in(request: HttpRequest) -> HttpResponse:
    """GET, POST `/accounts/login/`: template accounts/login.html with `form`, `next`, `demo`."""
    target = next_of(request)
    if request.method == "GET" and request.user.is_authenticated:
        return redirect(target)
    form = LoginForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = check_password(request, form.cleaned_data["email"], form.cleaned_data["password"])
        if user is not None:
            enter(request, user)
            return redirect(target)
        form.add_error(None, "That e-mail and password do not go together.")
    status = 422 if form.errors else 200
    context = {
        "form": form,
        "next": target,
        "signup_open": settings.SIGNUP_OPEN,
        "demo": demo_people(),
    }
    return render(request, "accounts/login.html", context, status=status)


@require_POST
@public
def sign_out(request: HttpRequest) -> HttpResponse:
    """POST `/accounts/logout/`."""
    if request.user.is_authenticated:
        with identity_scope(request.user.pk):
            audit.record("login.ended", subject=request.user.pk)
    list(messages.get_messages(request))  # kept in a cookie, they would meet the next person here
    logout(request)
    return redirect(settings.LOGOUT_REDIRECT_URL)


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "POST"])
@public
def sign_up(request: HttpRequest) -> HttpResponse:
    """GET, POST `/accounts/signup/`: template accounts/signup.html with `form`, `next`."""
    if not settings.SIGNUP_OPEN:
        raise KernelError("signup_closed")
    target = next_of(request, "/start/")
    form = SignupForm(request.POST or None)
    if request.method == "POST":
        door_of(request).usage = spend(request, "signup", client_address(request))
        if form.is_valid() and (user := _new_person(form, form.cleaned_data["email"])):
            enter(request, user)
            return redirect(target)
    status = 422 if form.errors else 200
    return render(request, "accounts/signup.html", {"form": form, "next": target}, status=status)


@require_http_methods(["GET", "POST"])
@for_person
def start(request: HttpRequest) -> HttpResponse:
    """GET, POST `/start/`: template accounts/start.html with `form`: a company of one's own."""
    if not settings.SIGNUP_OPEN:
        raise KernelError("signup_closed", detail="Ask the platform's staff for a company.")
    form = CompanyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        with identity_scope(person_of(request).pk):
            made = services.create_tenant(
                name=data["name"],
                timezone_name=data["time_zone"],
                currency=data["currency"],
                number_format=data["number_format"],
                modules=[manifest.id for manifest in get_all_modules()],
                roles=[data["role"]] if data["role"] else [],
            )
        remember(request, made.tenant_id, made.workspace_id, chosen=True)
        return redirect("/")
    status = 422 if form.errors else 200
    return render(request, "accounts/start.html", {"form": form}, status=status)


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "POST"])
@public
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """GET, POST `/accounts/invitations/{token}/`: template accounts/invitation.html.

    Context: `invitation` {email, tenant_name, expires_at}, `state` one of "accept" (signed in as
    that address), "other" (signed in as another), "known" (must sign in), "new" (with `form`);
    "gone" alone, with 404, for a link that is used up, expired or withdrawn.
    """
    found = services.open_invitation(token)
    if found is None:
        return render(request, "accounts/invitation.html", {"state": "gone"}, status=404)
    state, form = _invited(request, found["email"])
    if request.method == "POST":
        door_of(request).usage = spend(request, "signup", client_address(request))
        user = request.user if state == "accept" else None
        if state == "new" and form.is_valid() and (user := _new_person(form, found["email"])):
            enter(request, user)
        if isinstance(user, User):
            with identity_scope(user.pk):
                tenant = services.accept_invitation(token)
            remember(request, tenant, None, chosen=True)
            return redirect("/")
    context = {"invitation": found, "state": state, "form": form, "path": request.path}
    status = 422 if form.errors else 200
    return render(request, "accounts/invitation.html", context, status=status)


def _invited(request: HttpRequest, email: str) -> tuple[str, PasswordForm]:
    form = PasswordForm(request.POST or None)
    if request.user.is_authenticated:
        return ("accept" if request.user.email == email else "other"), PasswordForm()
    if User.objects.filter(email=email).exists():
        return "known", PasswordForm()
    return "new", form


def _new_person(form: PasswordForm, email: str) -> User | None:
    """The new person, or None with an error on the form where somebody was faster."""
    try:
        with transaction.atomic():
            return User.objects.create_user(
                email, form.cleaned_data["password"], name=form.cleaned_data["name"]
            )
    except IntegrityError:
        form.add_error(None, "This address is known already. Sign in instead.")
        return None


def demo_people() -> list[dict[str, Any]]:
    """People of the demo that may be tried without a password; only ever on one's own machine.

    Each is {email, name, role, company}, those of the first company first.
    """
    if settings.PRODUCTION:
        return []
    known = {
        DEMO_EMAIL.format(role=role, slug=slug): {"role": role, "company": company}
        for slug, company in DEMO.items()
        for role in roles()
    }
    found = User.objects.filter(email__in=known, is_active=True).values("email", "name")
    people = {person["email"]: {**person, **known[person["email"]]} for person in found}
    return [people[email] for email in known if email in people]


@require_POST
@public
def look_at_demo(request: HttpRequest) -> HttpResponse:
    """POST `/accounts/demo/` `email`: sign in as a person of the demo, in `local` only."""
    email = request.POST.get("email") or DEMO_EMAIL.format(role="owner", slug=next(iter(DEMO)))
    user = None
    if any(person["email"] == email for person in demo_people()):
        user = User.objects.get(email=email)
        with identity_scope(user.pk):
            mine = my_tenants()
        if not mine or not all(tenant.is_demo for tenant in mine):
            user = None
    if user is None:
        raise NotFoundError("There is no such person in the demo.")
    enter(request, user)
    return redirect(next_of(request))
