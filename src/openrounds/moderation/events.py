"""What happens at the desk, for the apps above. References only."""

from dataclasses import dataclass

from openrounds.events import Event


@dataclass(frozen=True, slots=True)
class CaseOpened(Event):
    """Somebody has to look at a post. `kind` is held or reported."""

    case: str
    room: str
    kind: str


@dataclass(frozen=True, slots=True)
class CaseDecided(Event):
    """A moderator has decided; the author is to be told, and whoever reported it."""

    case: str
    room: str
    outcome: str


@dataclass(frozen=True, slots=True)
class MemberUnmasked(Event):
    """A moderator has seen which account is behind a pseudonym."""

    room: str
    member: str
