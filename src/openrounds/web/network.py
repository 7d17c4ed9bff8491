"""Where a request comes from, as coarse as limits need it."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The asking machine's address: the one that our own proxies wrote down, never a claim."""
    nearest = str(request.META.get("REMOTE_ADDR", ""))
    return address_behind_proxies(nearest, request.headers.get("X-Forwarded-For", ""))


def address_behind_proxies(nearest: str, forwarded_for: str) -> str:
    """The address that our outermost proxy saw; without proxies the one that asked us.

    Each proxy appends the address it saw; with n proxies of ours the n-th from the end is the
    first that a stranger could not invent.
    """
    proxies = int(settings.TRUSTED_PROXIES)
    seen = [part.strip() for part in forwarded_for.split(",")]
    return seen[-proxies] if 0 < proxies <= len(seen) and seen[-proxies] else nearest


def client_network(request: HttpRequest) -> str:
    """The network that a request comes from."""
    return network_of(client_address(request))


def network_of(address_text: str) -> str:
    """The network that counts as one source: an IPv4 address, or the /64 of an IPv6 one."""
    try:
        address = ipaddress.ip_address(address_text)
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
