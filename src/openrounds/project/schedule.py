"""The timetable: everything that happens by the clock, in one place."""

from openrounds.accounts.jobs import SWEEP
from openrounds.jobs import Entry
from openrounds.jobs.jobs import FORGET

TIMETABLE: tuple[Entry, ...] = (FORGET, SWEEP)
