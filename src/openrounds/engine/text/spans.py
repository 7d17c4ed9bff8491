"""Places in a text."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Code points `start` to `end` (not included) of a text as it was typed."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"A span is never empty or backwards: {self.start} to {self.end}.")

    def cut(self, text: str) -> str:
        """The words of `text` that lie in the span."""
        return text[self.start : self.end]
