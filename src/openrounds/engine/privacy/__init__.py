"""Numbers about people that may be shown."""

from openrounds.engine.privacy.rounding import about
from openrounds.engine.privacy.suppression import ShownCounts, suppress_counts

__all__ = ["ShownCounts", "about", "suppress_counts"]
