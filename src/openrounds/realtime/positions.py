"""Where something stands in a topic: `epoch.seq`, the id of a live event."""

import re
from dataclasses import dataclass
from typing import Self

_POSITION = re.compile(r"(?P<epoch>[0-9A-Za-z_-]{8,40})\.(?P<seq>[0-9]{1,18})")


@dataclass(frozen=True, slots=True)
class Position:
    """`epoch` is random and unique per topic, so a position names its topic without showing a key.

    `seq` counts from 1 without gaps; 0 stands before the first entry.
    """

    epoch: str
    seq: int

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Read `epoch.seq`; None for anything else, since clients may send what they like."""
        match = _POSITION.fullmatch(text.strip())
        return cls(match["epoch"], int(match["seq"])) if match else None

    def __str__(self) -> str:
        return f"{self.epoch}.{self.seq}"
