"""Whom to call in danger, by country: facts, dialled as written.

Emergency numbers: ITU-T E.161.1 and the countries' own pages. Helplines: the services' own pages,
named in `site`. Whoever runs a server confirms its country's entry; `openrounds doctor` asks.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Helpline:
    """A service one can call to talk, at any hour, free of charge."""

    name: str
    number: str
    site: str


@dataclass(frozen=True, slots=True)
class UrgentHelp:
    """The emergency number of a country, and a helpline where we know one that never closes."""

    emergency: str
    helpline: Helpline | None = None


_SAMARITANS = "https://www.samaritans.org/"

BY_COUNTRY: Mapping[str, UrgentHelp] = MappingProxyType(
    {
        "AT": UrgentHelp(
            "112", Helpline("Telefonseelsorge", "142", "https://www.telefonseelsorge.at/")
        ),
        "AU": UrgentHelp("000", Helpline("Lifeline", "13 11 14", "https://www.lifeline.org.au/")),
        "CA": UrgentHelp("911", Helpline("9-8-8", "988", "https://988.ca/")),
        "CH": UrgentHelp("112", Helpline("Die Dargebotene Hand", "143", "https://www.143.ch/")),
        "DE": UrgentHelp(
            "112",
            Helpline("TelefonSeelsorge", "0800 111 0 111", "https://www.telefonseelsorge.de/"),
        ),
        "ES": UrgentHelp(
            "112", Helpline("Línea 024", "024", "https://www.sanidad.gob.es/linea024/")
        ),
        "FR": UrgentHelp("112", Helpline("3114", "3114", "https://3114.fr/")),
        "GB": UrgentHelp("999", Helpline("Samaritans", "116 123", _SAMARITANS)),
        "IE": UrgentHelp("112", Helpline("Samaritans", "116 123", _SAMARITANS)),
        "NZ": UrgentHelp("111", Helpline("1737", "1737", "https://1737.org.nz/")),
        "US": UrgentHelp("911", Helpline("988 Lifeline", "988", "https://988lifeline.org/")),
    }
)
ELSEWHERE = UrgentHelp("112")


def urgent_help(country: str) -> UrgentHelp:
    """Help for a country; 112 where we know nothing better: it works in the EU and on GSM."""
    return BY_COUNTRY.get(country.upper(), ELSEWHERE)
