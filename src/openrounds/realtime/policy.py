from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class LivePolicy:
    """The live stream's limits and rhythms. Times in seconds, sizes in bytes."""

    streams: int = 10_000
    streams_per_person: int = 20
    streams_per_address: int = 200
    rooms_per_stream: int = 16
    waiting: int = 5_000
    """Requests that may wait to be let in; more are told to come back later."""
    admit_within_s: float = 10.0

    buffer_bytes: int = 256 * 1024
    """A reader with more than this unread is cut; it comes back and resumes by id."""
    replay_pause_bytes: int = 64 * 1024
    """A replay waits while its reader has more than this unread."""
    give_way_every: int = 500
    """Writes between two pauses, in which new requests are answered."""
    page: int = 200
    """Entries read from the database at once."""
    replay_limit: int = 2_000
    """A reader further behind than this loads its page anew, which is cheaper for both."""

    heartbeat_s: int = 15
    presence_s: float = 5.0
    presence_forget_s: float = 20.0
    poll_s: float = 1.0
    """How often topics with readers are compared with the database, in case a wake-up was lost."""
    retry_after_error_s: float = 1.0
    max_age_s: float = 1_800.0
    """A stream ends after about this long and is let in anew: sessions and tokens end too."""
    retry_ms: tuple[int, int] = (1_000, 5_000)
    """Readers wait a random time in this range before they come back after a restart."""
