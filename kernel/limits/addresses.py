"""Where a request comes from. Forwarded headers count only from configured proxies."""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.http import HttpRequest

LOCAL_SOCKET = "127.0.0.1"

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def client_address(request: HttpRequest) -> str:
    """The caller's address; an IPv6 caller is their /64, since that is what one line is given.

    The chain in X-Forwarded-For is walked from its trusted end; the first address that is no
    proxy of ours is the caller, whatever stands before it.
    """
    address = _parsed(request.META.get("REMOTE_ADDR") or LOCAL_SOCKET)
    if address is None:
        return LOCAL_SOCKET
    if settings.TRUSTED_PROXIES and _is_proxy(address):
        chain = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        for part in reversed(chain):
            found = _parsed(part.strip())
            if found is None:
                break
            address = found
            if not _is_proxy(found):
                break
    if address.version == 6:
        return str(ipaddress.ip_network((address, 64), strict=False).network_address)
    return str(address)


def _parsed(text: str) -> Address | None:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return mapped or address


def _is_proxy(address: Address) -> bool:
    return any(address in ipaddress.ip_network(proxy) for proxy in settings.TRUSTED_PROXIES)
