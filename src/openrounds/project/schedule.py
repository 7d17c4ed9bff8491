"""The timetable: everything that happens by the clock, in one place."""

from openrounds.accounts.jobs import SWEEP
from openrounds.jobs import Entry
from openrounds.jobs.jobs import FORGET
from openrounds.moderation.jobs import FORGET_EVIDENCE
from openrounds.project.jobs import FORGET_BUCKETS, TRIM_TOPICS
from openrounds.rooms.jobs import DIGEST, KEEP, REMIND

TIMETABLE: tuple[Entry, ...] = (
    DIGEST,
    FORGET,
    FORGET_BUCKETS,
    FORGET_EVIDENCE,
    KEEP,
    REMIND,
    SWEEP,
    TRIM_TOPICS,
)
