"""How the processes of one place wake each other's readers, chosen by the settings."""

from django.utils.module_loading import import_string

from openrounds.errors import ConfigError
from openrounds.project.config import Config
from openrounds.realtime import waking

BUSES = ("auto", "none", "sqlite", "redis")


def chosen_bus(config: Config) -> str:
    """How this process and others wake each other; refuses what cannot work."""
    if config.bus not in BUSES:
        raise ConfigError(
            f"OPENROUNDS_BUS takes {', '.join(BUSES)}, not {config.bus!r}.",
            remedy="Leave it out: then Redis is used where OPENROUNDS_REDIS_URL is set.",
        )
    if config.bus == "redis" and not config.redis_url:
        raise ConfigError(
            "OPENROUNDS_BUS is redis, and OPENROUNDS_REDIS_URL is empty.",
            remedy="Set OPENROUNDS_REDIS_URL, such as redis://127.0.0.1:6379/0.",
        )
    if config.bus == "sqlite" and config.database_url:
        raise ConfigError(
            "OPENROUNDS_BUS is sqlite, and the database is not SQLite.",
            remedy="Leave OPENROUNDS_BUS out, or set it to redis.",
        )
    if config.bus != "auto":
        return config.bus
    return "redis" if config.redis_url else "none"


def tell_other_processes(config: Config) -> None:
    """Let what is committed in this process wake the readers of the others."""
    if chosen_bus(config) == "redis":
        # By name: Redis' client is an optional package.
        sender = import_string("openrounds.realtime.redis_bus.RedisSender")(config.redis_url)
        waking.add_waker(sender.wake)
