"""Where a request comes from, as coarse as limits need it."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The asking machine's address: the one that our own proxies wrote down, never a claim.

    Each proxy appends the address it saw; with n proxies of ours the n-th from the end is the
    first that a stranger could not invent.
    """
    nearest = str(request.META.get("REMOTE_ADDR", ""))
    proxies = int(settings.TRUSTED_PROXIES)
    seen = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    return seen[-proxies] if 0 < proxies <= len(seen) and seen[-proxies] else nearest


def client_network(request: HttpRequest) -> str:
    """The network that counts as one source: an IPv4 address, or the /64 of an IPv6 one."""
    try:
        address = ipaddress.ip_address(client_address(request))
    except ValueError:
        return "unknown"
    if isinstance(address, ipaddress.IPv6Address):
        mapped = address.ipv4_mapped
        return str(mapped or ipaddress.ip_network((address, 64), strict=False))
    return str(address)


def is_this_machine(request: HttpRequest) -> bool:
    """Whether the request was made on the server itself, without a proxy in between."""
    if "X-Forwarded-For" in request.headers and not settings.TRUSTED_PROXIES:
        return False
    try:
        return ipaddress.ip_address(client_address(request)).is_loopback
    except ValueError:
        return False
