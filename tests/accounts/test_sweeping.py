from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from tests.accounts.conftest import link_in, read_mail
from tests.conftest import Player

from openrounds.accounts.actions import make_sign_in_link, sweep
from openrounds.accounts.jobs import SWEEP
from openrounds.accounts.models import Person, SignInLink
from openrounds.jobs.actions import enqueue
from openrounds.jobs.models import Job
from openrounds.jobs.worker import work_off
from openrounds.project.schedule import TIMETABLE

ZOE = {"username": "zoe", "email": "zoe@example.org", "password1": "seven quiet geese"}


def test_a_sign_up_that_nobody_confirmed_is_forgotten_after_a_week(
    visitor: Client, nora: Person
) -> None:
    visitor.post("/accounts/signup/", ZOE)

    sweep(timezone.now() + timedelta(days=6))
    assert Person.objects.filter(handle="zoe").exists()

    sweep(timezone.now() + timedelta(days=8))
    assert not Person.objects.filter(handle="zoe").exists()
    assert Person.objects.filter(handle="nora").exists()


def test_a_sign_up_that_was_confirmed_stays(visitor: Client, db: None) -> None:
    visitor.post("/accounts/signup/", ZOE)
    visitor.post(link_in(read_mail()[0]))

    sweep(timezone.now() + timedelta(days=400))

    assert Person.objects.filter(handle="zoe").exists()


def test_sessions_and_links_that_have_run_out_are_forgotten(
    at_home: Player, patient: Player
) -> None:
    make_sign_in_link(patient.person, lives=timedelta(hours=1))

    sweep(timezone.now())
    assert (UserSession.objects.count(), SignInLink.objects.count()) == (1, 1)

    sweep(timezone.now() + timedelta(days=60))
    assert not Session.objects.exists()
    assert not UserSession.objects.exists()
    assert not SignInLink.objects.exists()


def test_sweeping_stands_in_the_timetable_and_runs(at_home: Player) -> None:
    enqueue(SWEEP.kind, {})
    work_off()

    assert SWEEP in TIMETABLE
    assert not Job.objects.exclude(state="done").exists()
