"""Do background work in a process of its own. Several may run; each job is done by one of them."""

import argparse
import signal
from collections.abc import Sequence

from openrounds.cli._ready import django_ready, store_ready


def _arguments(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("openrounds worker", description=__doc__)
    parser.add_argument("--once", action="store_true", help="do what is due now, then end")
    parser.add_argument(
        "--revive", action="store_true", help="let dead jobs be tried again, then end"
    )
    return parser.parse_args(words)


def run(arguments: Sequence[str]) -> int:
    """Work until the process is told to stop; a job at hand is finished first."""
    options = _arguments(arguments)
    store_ready(django_ready())
    from openrounds.jobs import actions
    from openrounds.jobs.worker import Worker, work_off
    from openrounds.project.schedule import TIMETABLE

    if options.revive:
        print(f"{actions.revive()} dead jobs will be tried again.")
        return 0
    if options.once:
        print(f"{work_off(TIMETABLE)} jobs done.")
        return 0
    worker = Worker(TIMETABLE)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: worker.stop())
    print("OpenRounds worker: ready.", flush=True)
    worker.run()
    return 0
