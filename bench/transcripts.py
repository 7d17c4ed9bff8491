"""How long a transcript of 5,000 posts takes in each form. Bars: 3 s each, PDF 15 s.

Run: ./dev bench transcripts
"""

import json
import os
import random
import tempfile
import time
from collections.abc import Callable

os.environ["DJANGO_SETTINGS_MODULE"] = "openrounds.project.settings"
os.environ["OPENROUNDS_DATA"] = tempfile.mkdtemp(prefix="openrounds-bench-")
os.environ["OPENROUNDS_SQLITE_SYNCHRONOUS"] = "OFF"

import django

django.setup()

from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from openrounds.demo.cancer_chat import CANCER_CHAT
from openrounds.demo.stage import set_stage
from openrounds.engine.text import text_hash
from openrounds.rooms.access import access_room
from openrounds.rooms.models import LiveChat, Membership, Post, PostState
from openrounds.rooms.transcripts import Names, transcript_of, write_csv, write_json, write_pdf

POSTS = 5_000
BARS_S = {"build": 3, "csv": 3, "json": 3, "html": 3, "pdf": 15}
CHANCE = random.Random(5)


def fill(chat: LiveChat) -> None:
    """5,000 posts of 5 to 60 words by the cast of the story, under its five questions."""
    words = " ".join(line.text for line in CANCER_CHAT.lines).split()
    authors = list(Membership.objects.filter(room=chat.room))
    questions = list(chat.questions.all())
    chat.questions.update(opened_at=timezone.now())
    audience = chat.room.audiences.get()
    rows = []
    for place in range(1, POSTS + 1):
        text = " ".join(CHANCE.choices(words, k=CHANCE.randint(5, 60)))[:2000]
        rows.append(
            Post(
                room=chat.room,
                chat=chat,
                audience=audience,
                author=CHANCE.choice(authors),
                question=questions[(place - 1) * len(questions) // POSTS],
                text=text,
                content_hash=text_hash(text),
                state=PostState.PUBLISHED,
                position=place,
                submitted_at=timezone.now(),
                published_at=timezone.now(),
            )
        )
    Post.objects.bulk_create(rows, batch_size=500)


def timed(work: Callable[[], object]) -> tuple[float, float, object]:
    wall, cpu = time.perf_counter(), time.process_time()
    result = work()
    return time.perf_counter() - wall, time.process_time() - cpu, result


def main() -> None:
    call_command("migrate", verbosity=0)
    chat = set_stage(CANCER_CHAT)
    fill(chat)
    host = chat.room.memberships.get(role="host").person
    viewer = access_room(host, chat.room.slug)
    wall, cpu, transcript = timed(
        lambda: transcript_of(viewer, chat, Names.PSEUDONYMISED, now=timezone.now())
    )
    figures = {"build": (wall, cpu, 0)}
    for name, write in {"csv": write_csv, "json": write_json, "pdf": write_pdf}.items():
        wall, cpu, form = timed(lambda write=write: write(transcript))
        figures[name] = (wall, cpu, len(form))
    page = Client()
    page.force_login(host)
    url = f"/rooms/{chat.room.slug}/chats/{chat.public_id}/transcript/"
    wall, cpu, answer = timed(lambda: page.get(url, headers={"host": "localhost"}))
    if answer.status_code == 200:
        figures["html"] = (wall, cpu, len(answer.content))
    print(f"{POSTS} posts     wall s   CPU s      bytes    bar s")
    for name, (wall, cpu, size) in figures.items():
        print(f"{name:10} {wall:9.2f} {cpu:7.2f} {size:10,} {BARS_S[name]:8}")
    print(json.dumps({"bench": "transcripts", "posts": POSTS, "figures": figures}))


if __name__ == "__main__":
    main()
