"""What the live stream asks of the product: who may hear what, and what an entry says now."""

import json
from collections.abc import Sequence

from openrounds.accounts.access import (
    dead_key,
    people_of_keys,
    people_of_sessions,
    session_cookie_name,
)
from openrounds.accounts.models import Person
from openrounds.errors import OpenRoundsError
from openrounds.realtime.entries import Entry, Frame
from openrounds.realtime.grants import Grant, LiveRequest, TopicGrant
from openrounds.rooms.queries.listening import Hearing, Wish, hearings
from openrounds.rooms.queries.stream import frames
from openrounds.web.network import address_behind_proxies, network_of


def authorise(requests: Sequence[LiveRequest]) -> list[Grant | OpenRoundsError]:
    """For each request the topics it may hear, or why not. Seven queries, however many ask."""
    cookie = session_cookie_name()
    by_key = people_of_keys({request.bearer for request in requests if request.bearer})
    sessions = {request.cookies[cookie] for request in requests if request.cookies.get(cookie)}
    by_session = people_of_sessions(sessions)
    people = [
        by_key.get(request.bearer)
        if request.bearer
        else by_session.get(request.cookies.get(cookie, ""))
        for request in requests
    ]
    wishes = [Wish(person, request.rooms) for person, request in zip(people, requests, strict=True)]
    answers = zip(hearings(wishes), people, requests, strict=True)
    return [_grant(answer, person, request) for answer, person, request in answers]


def _grant(
    answer: Hearing | OpenRoundsError, person: Person | None, request: LiveRequest
) -> Grant | OpenRoundsError:
    if request.bearer and person is None:
        return dead_key()
    if isinstance(answer, OpenRoundsError):
        return answer
    behind_proxies = address_behind_proxies(request.peer, request.forwarded_for)
    return Grant(
        topics=tuple(TopicGrant(key, room) for key, room in answer.topics),
        person_ref=person.log_ref if person else "",
        address="" if person else network_of(behind_proxies),
    )


def render(topic_key: str, entries: Sequence[Entry]) -> list[Frame]:
    """What these entries say to their readers at this moment."""
    values = frames(topic_key, [(entry.kind, entry.ref) for entry in entries])
    return [
        Frame(entry.seq, json.dumps(value, ensure_ascii=False, separators=(",", ":")))
        for entry, value in zip(entries, values, strict=True)
    ]
