"""Rate limits: who is counted, what the answer says, and what happens without the store."""

import pytest
from django.test import RequestFactory

from kernel.errors import KernelError
from kernel.limits.addresses import client_address
from kernel.limits.rates import spend, spend_login

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_():
    return RequestFactory().get("/")


def asked(remote, forwarded=None):
    extra = {"REMOTE_ADDR": remote}
    if forwarded is not None:
        extra["HTTP_X_FORWARDED_FOR"] = forwarded
    return RequestFactory().get("/", **extra)


def test_it_counts_down_and_then_refuses(request_, settings):
    settings.RATE_LIMITS = {"few": (2, 60)}
    assert spend(request_, "few", "me").headers["RateLimit-Policy"] == '"few";q=2;w=60'
    assert spend(request_, "few", "me").headers["RateLimit"].startswith('"few";r=0;t=')
    with pytest.raises(KernelError) as refused:
        spend(request_, "few", "me")
    error = refused.value
    assert (error.code, error.status) == ("rate_limited", 429)
    assert 1 <= int(error.headers["Retry-After"]) <= 60
    assert error.headers["RateLimit"].startswith('"few";r=0;t=')


def test_callers_and_policies_are_counted_apart(request_, settings):
    settings.RATE_LIMITS = {"few": (1, 60), "other": (1, 60)}
    for policy, caller in (("few", ("a", "b")), ("few", ("ab", "")), ("other", ("a", "b"))):
        assert spend(request_, policy, *caller).used == 1


def test_the_next_window_begins_at_zero(request_, settings, monkeypatch):
    settings.RATE_LIMITS = {"few": (1, 60)}
    now = 1_700_000_000
    monkeypatch.setattr("time.time", lambda: now)
    spend(request_, "few", "me")
    with pytest.raises(KernelError):
        spend(request_, "few", "me")
    now += 61
    assert spend(request_, "few", "me").used == 1


def test_logins_are_counted_by_person_from_everywhere(settings):
    settings.RATE_LIMITS = {"login": (5, 60), "login-person": (3, 60), "login-address": (9, 60)}
    for number in range(3):
        spend_login(asked(f"192.0.2.{number}"), "Bob@example.com")
    with pytest.raises(KernelError):
        spend_login(asked("192.0.2.99"), " bob@EXAMPLE.com")


def test_logins_are_counted_by_address_for_every_person(settings):
    settings.RATE_LIMITS = {"login": (5, 60), "login-person": (5, 60), "login-address": (3, 60)}
    for number in range(3):
        spend_login(asked("192.0.2.1"), f"bob{number}@example.com")
    with pytest.raises(KernelError):
        spend_login(asked("192.0.2.1"), "eve@example.com")


def test_without_the_store_reads_pass_and_the_rest_is_503(request_, without_the_wall):
    without_the_wall("ALTER TABLE counters RENAME TO counters_away")
    try:
        assert spend(request_, "reads", "me", passes_without_store=True) is None
        with pytest.raises(KernelError) as refused:
            spend(request_, "writes", "me")
    finally:
        without_the_wall("ALTER TABLE counters_away RENAME TO counters")
    assert (refused.value.code, refused.value.status) == ("limits_unavailable", 503)
    assert refused.value.headers["Retry-After"]


@pytest.mark.parametrize(
    ("proxies", "remote", "forwarded", "address"),
    [
        ([], "192.0.2.1", "203.0.113.9", "192.0.2.1"),
        (["10.0.0.0/8"], "192.0.2.1", "203.0.113.9", "192.0.2.1"),
        (["10.0.0.0/8"], "10.0.0.1", "203.0.113.9", "203.0.113.9"),
        (["10.0.0.0/8"], "10.0.0.1", "6.6.6.6, 203.0.113.9", "203.0.113.9"),
        (["10.0.0.0/8"], "10.0.0.1", "6.6.6.6, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (["10.0.0.0/8"], "10.0.0.1", "not an address", "10.0.0.1"),
        (["10.0.0.0/8"], "10.0.0.1", "", "10.0.0.1"),
        ([], "2001:db8:1:2:3:4:5:6", None, "2001:db8:1:2::"),
        ([], "::ffff:192.0.2.1", None, "192.0.2.1"),
        ([], "", None, "127.0.0.1"),
    ],
)
def test_only_configured_proxies_say_who_called(settings, proxies, remote, forwarded, address):
    settings.TRUSTED_PROXIES = proxies
    assert client_address(asked(remote, forwarded)) == address
