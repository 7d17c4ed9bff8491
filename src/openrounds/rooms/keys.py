"""The form in which keys of invitations and calendars are kept."""

import hashlib


def digest_of(key: str) -> str:
    """SHA-256, hex. The keys are long and random, so they need no salt."""
    return hashlib.sha256(key.encode()).hexdigest()
