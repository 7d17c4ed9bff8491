from collections.abc import Mapping
from dataclasses import asdict, dataclass


@dataclass(slots=True)
class HubFigures:
    """What the hub has done since it started, for the operator."""

    events: int = 0
    deliveries: int = 0
    replays: int = 0
    cut: int = 0
    resets: int = 0
    gated: int = 0
    faults: int = 0

    def named(self) -> Mapping[str, int]:
        """Each figure with its name."""
        return asdict(self)
