"""The timetable: everything that happens by the clock, in one place."""

from openrounds.accounts.jobs import SWEEP
from openrounds.jobs import Entry
from openrounds.jobs.jobs import FORGET
from openrounds.moderation.jobs import FORGET_EVIDENCE
from openrounds.project.jobs import FORGET_BUCKETS

TIMETABLE: tuple[Entry, ...] = (FORGET, FORGET_BUCKETS, FORGET_EVIDENCE, SWEEP)
