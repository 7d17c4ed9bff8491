"""How hard a text is to read."""

from openrounds.engine.readability.grade import reading_grade

__all__ = ["reading_grade"]
