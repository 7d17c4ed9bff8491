"""What stands beside the server: Redis, the mail server."""

import importlib.util
import smtplib
from urllib.parse import unquote, urlsplit

from openrounds.cli.doctor.fault import Findings, fault, hint, risk
from openrounds.cli.doctor.options import is_reachable_by_others
from openrounds.project.config import Config

PATIENCE_S = 5


def packages(config: Config) -> Findings:
    """Parts that only some places need."""
    needed = {"psycopg": config.database_url, "redis": config.redis_url}
    for package, is_needed in needed.items():
        if is_needed and importlib.util.find_spec(package) is None:
            yield fault(
                f"The Python package {package} is not installed.",
                "Install OpenRounds with its extra: pip install 'openrounds[postgres]'",
            )


def redis_answers(config: Config) -> Findings:
    """Redis only wakes other processes; without it they look once a second."""
    if not config.redis_url:
        if config.bus == "redis":
            yield fault(
                "OPENROUNDS_BUS is redis, and there is no address of a Redis.",
                "Set OPENROUNDS_REDIS_URL, or OPENROUNDS_BUS to auto.",
            )
        return
    if importlib.util.find_spec("redis") is None:
        return
    import redis

    try:
        redis.Redis.from_url(
            config.redis_url, socket_connect_timeout=PATIENCE_S, socket_timeout=PATIENCE_S
        ).ping()
    except (redis.RedisError, ValueError, OSError) as error:
        yield risk(
            f"Redis cannot be reached ({type(error).__name__}). Nothing is lost, and posts reach "
            "people on other server processes up to a second later.",
            "Start Redis (systemctl start redis-server), or correct OPENROUNDS_REDIS_URL.",
        )


def mail(config: Config) -> Findings:
    """Whether people get their mail."""
    if config.mail_url in {"file", "console"}:
        weigh = risk if is_reachable_by_others(config) else hint
        where = "files in the data folder" if config.mail_url == "file" else "the terminal"
        yield weigh(
            f"Mail goes to {where}, and nobody receives it: addresses cannot be checked and "
            "reminders do not arrive.",
            "Set OPENROUNDS_MAIL_URL=smtp://user:password@host:587 and OPENROUNDS_MAIL_FROM.",
        )
        return
    if config.mail_from.endswith("@localhost"):
        yield risk(
            "Mail is sent from an address at localhost, which most mail servers refuse.",
            "Set OPENROUNDS_MAIL_FROM to an address of your own.",
        )
    yield from _mail_server(config)


def _mail_server(config: Config) -> Findings:
    parts = urlsplit(config.mail_url)
    is_tls = parts.scheme == "smtps"
    port = parts.port or (465 if is_tls else 587)
    opening = smtplib.SMTP_SSL if is_tls else smtplib.SMTP
    try:
        with opening(parts.hostname or "", port, timeout=PATIENCE_S) as server:
            if not is_tls and port != 25:
                server.starttls()
            if parts.username:
                server.login(unquote(parts.username), unquote(parts.password or ""))
    except smtplib.SMTPAuthenticationError:
        yield fault(
            f"The mail server {parts.hostname} refuses the account or password.",
            "Correct OPENROUNDS_MAIL_URL; write special characters in a password as %40 and so on.",
        )
    except (OSError, smtplib.SMTPException) as error:
        yield fault(
            f"The mail server {parts.hostname}, port {port}, cannot be used "
            f"({type(error).__name__}).",
            "Check host and port in OPENROUNDS_MAIL_URL, and the firewall.",
        )
