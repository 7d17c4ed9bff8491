"""People from the command line: create, list, give and take roles, make a sign-in link."""

import argparse
import getpass
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from openrounds.cli._ready import django_ready, store_ready
from openrounds.errors import NotFound
from openrounds.project.config import Config

if TYPE_CHECKING:
    from openrounds.accounts.models import Person

ROLES = ("clinician_claimed", "host", "moderator", "administrator")


def _arguments(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("openrounds users", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    create = verbs.add_parser("create", help="make an account whose address counts as checked")
    create.add_argument("handle")
    create.add_argument("email")
    create.add_argument("--role", choices=ROLES, action="append", default=[])
    create.add_argument(
        "--password", action="store_true", help="ask for a password, or read it from a pipe"
    )
    listed = verbs.add_parser("list", help="list accounts with their roles")
    listed.add_argument("--role", choices=ROLES)
    role = verbs.add_parser("role", help="give or take a role in the whole community")
    role.add_argument("change", choices=("grant", "revoke"))
    role.add_argument("handle")
    role.add_argument("role", choices=ROLES)
    role.add_argument("--reason", default="", help="kept with the role; the log keeps its hash")
    link = verbs.add_parser("link", help="make a link that signs somebody in once, within a day")
    link.add_argument("handle")
    return parser.parse_args(words)


def _person(handle: str) -> "Person":
    from openrounds.accounts.models import Person

    try:
        return Person.objects.get_by_natural_key(handle)
    except Person.DoesNotExist:
        raise NotFound(
            f"Nobody here has the handle {handle}.", remedy="See them: openrounds users list"
        ) from None


def _site(config: Config) -> str:
    return (config.site_url or f"http://{config.host}:{config.port}").rstrip("/")


def _password() -> str:
    if sys.stdin.isatty():
        return getpass.getpass("Password: ")
    return sys.stdin.readline().rstrip("\n")


def _link(config: Config, person: "Person") -> None:
    from openrounds.accounts.actions import make_sign_in_link

    print(f"Signs {person.handle} in, once, within 24 hours:")
    print(f"  {_site(config)}{make_sign_in_link(person)}")


def _create(config: Config, options: argparse.Namespace) -> None:
    from openrounds.accounts.actions import create_person, grant_role
    from openrounds.accounts.models import Role

    password = _password() if options.password else None
    person = create_person(options.handle, options.email, password=password)
    for role in options.role:
        grant_role(person, Role(role), by=None, reason="openrounds users create")
    print(f"{person.handle} has an account.")
    if password is None:
        _link(config, person)


def _list(options: argparse.Namespace) -> None:
    from openrounds.accounts.models import Person

    people = Person.objects.filter(deleted_at=None).order_by("handle")
    shown = [one for one in people if not options.role or options.role in one.community_roles]
    for one in shown:
        roles = ", ".join(sorted(one.community_roles)) or "member"
        state = "" if one.is_active else " (shut)"
        print(f"{one.handle:30}  {roles:40}  since {one.joined_at:%Y-%m-%d}{state}")
    print(f"{len(shown)} accounts")


def _role(options: argparse.Namespace) -> None:
    from openrounds.accounts.actions import grant_role, revoke_role
    from openrounds.accounts.models import Role

    change = grant_role if options.change == "grant" else revoke_role
    person = _person(options.handle)
    change(person, Role(options.role), by=None, reason=options.reason)
    roles = ", ".join(sorted(_person(options.handle).community_roles)) or "member"
    print(f"{person.handle} is now: {roles}")


def run(arguments: Sequence[str]) -> int:
    """Do one of the verbs; everything that changes is logged."""
    options = _arguments(arguments)
    config = django_ready()
    store_ready(config)
    if options.verb == "create":
        _create(config, options)
    elif options.verb == "list":
        _list(options)
    elif options.verb == "role":
        _role(options)
    else:
        _link(config, _person(options.handle))
    return 0
