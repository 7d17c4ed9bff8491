"""Keys that open something, and the form in which they are kept."""

import hashlib
import secrets

TOKEN_PREFIX = "or_"  # noqa: S105 - lets a scanner recognise a key that was left in a repository


def new_token() -> str:
    """A key for a program: 256 random bits."""
    return TOKEN_PREFIX + secrets.token_urlsafe(32)


def new_link_key() -> str:
    """The secret part of a sign-in link: 256 random bits."""
    return secrets.token_urlsafe(32)


def digest(key: str) -> str:
    """The form in which a key is kept: SHA-256, hex. 256 random bits need no salt."""
    return hashlib.sha256(key.encode()).hexdigest()
