"""Background work of rooms: kept promises, mail, and leaving for good."""

from openrounds.rooms.jobs.leaving import forget_person
from openrounds.rooms.jobs.mail import DIGEST, REMIND
from openrounds.rooms.jobs.promises import KEEP

__all__ = ["DIGEST", "KEEP", "REMIND", "forget_person"]
