"""What the server writes down about itself: one line per event, never what people wrote.

Request bodies, query strings, paths with names in them, addresses and e-mail are not logged. A
fault is logged by its kind and the lines of code it passed, without its message: messages of the
database quote values.
"""

import logging
import sys
import traceback
from types import TracebackType
from typing import Any

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

_PROJECT_FRAMES = 12


def bare_fault(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Replace an exception by its kind and its place in the code."""
    fault = event.pop("exc_info", None)
    if fault is True:
        fault = sys.exc_info()[1]
    if isinstance(fault, tuple):
        fault = fault[1]
    if isinstance(fault, BaseException):
        event["fault"] = type(fault).__name__
        event["at"] = _places(fault.__traceback__)
    return event


def bare_message(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Keep the template of a foreign log line and drop what was filled in."""
    record = event.get("_record")
    if isinstance(record, logging.LogRecord) and record.args:
        event["event"] = record.msg
    return event


def configure_structlog() -> None:
    """Send structlog's events through the standard library, where LOGGING decides the form."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.filter_by_level,
            *_SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def logging_settings(*, is_json: bool) -> dict[str, Any]:
    """Django's LOGGING: everything to standard error, as lines to read or as JSON to collect."""
    form: Processor = (
        structlog.processors.JSONRenderer()
        if is_json
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "events": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": [*_SHARED, bare_message],
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, form],
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "events"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "openrounds": {"level": "INFO"},
            # `web.problem` tells of faults, without paths; Django's own lines carry them.
            "django.request": {"level": "CRITICAL"},
            "django.security": {"level": "ERROR"},
            "django.server": {"level": "CRITICAL"},
        },
    }


def _places(trace: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(trace)[-_PROJECT_FRAMES:]
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]


_SHARED: list[Processor] = [
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    bare_fault,
]
