"""OpenRounds: live chats about health, kept safe while people talk in the open."""

from importlib.metadata import version

__version__ = version("openrounds")
