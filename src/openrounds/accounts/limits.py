"""How often one network may try to sign in and sign up: counted in the store, for all processes."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest

from openrounds.web.limits import Limit, check_limit
from openrounds.web.network import client_network


def check_log_ins(request: HttpRequest) -> None:
    """Count one attempt to sign in with a password. Refuses with `TooMany`."""
    policy = Limit.per_minute(settings.LOG_INS_PER_MINUTE)
    check_limit("log_in", client_network(request), policy)


def check_sign_ups(request: HttpRequest) -> None:
    """Count one sign-up. Refuses with `TooMany`."""
    policy = Limit.per_hour(settings.SIGN_UPS_PER_HOUR)
    check_limit("sign_up", client_network(request), policy)


def surroundings(address: str) -> str:
    """The first address of the /24 or /48 around an address: all that is kept of where one was."""
    try:
        exact = ipaddress.ip_address(address)
    except ValueError:
        return "0.0.0.0"  # noqa: S104 - nowhere in particular
    bits = 48 if isinstance(exact, ipaddress.IPv6Address) else 24
    return str(ipaddress.ip_network((exact, bits), strict=False).network_address)
