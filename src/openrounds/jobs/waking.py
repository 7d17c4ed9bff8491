"""Tells the worker in this process that there is news; other processes find it by looking."""

from threading import Event

_news = Event()


def wake() -> None:
    """Let a waiting worker of this process look at once."""
    _news.set()


def wait(timeout_s: float) -> None:
    """Wait for news, or for the time to pass."""
    _news.wait(timeout_s)
    _news.clear()
