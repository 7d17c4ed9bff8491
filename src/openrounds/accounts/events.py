"""What happens to accounts, for whoever listens in `project/subscriptions.py`."""

from dataclasses import dataclass

from openrounds.events import Event


@dataclass(frozen=True, slots=True)
class PersonJoined(Event):
    """An account was made, by its owner or by an administrator."""

    person_id: int


@dataclass(frozen=True, slots=True)
class PersonDeactivated(Event):
    """An administrator has shut an account: nothing can be done with it until it is opened."""

    person_id: int


@dataclass(frozen=True, slots=True)
class PersonReactivated(Event):
    """An administrator has opened a shut account again."""

    person_id: int


@dataclass(frozen=True, slots=True)
class PersonDeleted(Event):
    """Somebody has deleted their account: handle, address, keys and sessions are gone already.

    Whoever holds something under a pseudonym lets it go at a random time of the hour that follows,
    each room for itself, so that nobody can tell by the clock that two pseudonyms were one person.
    """

    person_id: int


@dataclass(frozen=True, slots=True)
class RoleGranted(Event):
    """Somebody holds a role in the whole community from now on."""

    person_id: int
    role: str


@dataclass(frozen=True, slots=True)
class RoleRevoked(Event):
    """Somebody no longer holds a role in the whole community."""

    person_id: int
    role: str


@dataclass(frozen=True, slots=True)
class SessionsEnded(Event):
    """One or all browsers of somebody are signed out; their live streams have to be cut."""

    person_id: int
