"""Invented people and posts for the pages at /style/: every component in every state."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from openrounds.web.charts import Bar, bars_across, bars_down

BEGAN = datetime(2026, 3, 2, 19, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Author:
    id: str
    name: str
    role_words: str = ""
    line: str = ""


@dataclass(frozen=True, slots=True)
class ReplyTo:
    id: str
    name: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class SamplePost:
    id: str
    author: Author | None
    minute: int
    text: str
    position: int = 0
    edited: bool = False
    pinned: bool = False
    held: bool = False
    gone: str = ""
    is_today: bool = True
    reply_to: ReplyTo | None = None

    @property
    def at(self) -> datetime:
        return BEGAN + timedelta(minutes=self.minute)


@dataclass(frozen=True, slots=True)
class SampleQuestion:
    id: str
    label: str
    text: str
    state: str
    posts: tuple[SamplePost, ...] = ()


@dataclass(frozen=True, slots=True)
class Readers:
    headline: str
    detail: str


@dataclass(frozen=True, slots=True)
class SampleFinding:
    quoted: str
    says: str
    matters: str
    instead: str


@dataclass(frozen=True, slots=True)
class HelpLine:
    words: str
    number: str = ""
    url: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class SampleReport:
    findings: tuple[SampleFinding, ...] = ()
    effect: str = ""
    words: str = ""
    help: tuple[HelpLine, ...] = ()


@dataclass(frozen=True, slots=True)
class SampleComposer:
    room: str = "style"
    action: str = "/style/"
    check_url: str = ""
    sign_in_url: str = "/"
    idempotency_key: str = "0"
    limit: int = 1000
    label: str = ""
    text: str = ""
    question: str = "t2"
    questions: tuple[SampleQuestion, ...] = ()
    reply_to: ReplyTo | None = None
    readers: Readers = field(
        default=Readers(
            "Everybody on the web can read this.",
            "Search engines are asked to stay out. 212 are reading now. Gone on 1 March 2027.",
        )
    )
    report: SampleReport | None = None
    still: bool = False


HOST = Author("a1", "Maureen", "host", "nurse, runs this chat for a charity")
LEE = Author("a2", "Dr Lee", "", "gynaecologist, checked by her hospital in March 2026")
FERN = Author("a3", "Fern")
OLA = Author("a4", "Ola with a long pseudonym of her own choice")
TOM = Author("a5", "Tom", "", "cares for his wife")

FIRST = (
    SamplePost("p1", HOST, 2, "Good evening, and welcome. Take your time; nobody has to write."),
    SamplePost(
        "p2",
        FERN,
        3,
        "The weeks between scans. I clean the whole flat, twice, and still count the days.",
    ),
    SamplePost(
        "p3",
        TOM,
        4,
        "That I am not the patient, so I think I must not be tired.\n\nI am, though.",
        edited=True,
    ),
    SamplePost("p4", None, 5, "", gone="withdrawn"),
    SamplePost(
        "p5",
        LEE,
        6,
        "You may be tired, Tom. Many clinics have somebody who is there for those who care; "
        "it is fair to ask for that at the next visit. https://example.org/carers has a list.",
        reply_to=ReplyTo("p3", "Tom"),
        pinned=True,
    ),
)
SECOND = (
    SamplePost("p6", HOST, 14, "What has helped you on such a day? Small things count."),
    SamplePost("p7", OLA, 15, "Walking with the neighbour's dog. He does not ask anything."),
    SamplePost("p8", FERN, 16, "My number is 0141 496 0000 if anyone wants to talk.", held=True),
)
QUESTIONS = (
    SampleQuestion("t1", "T1", "What weighs most in the weeks after treatment?", "closed", FIRST),
    SampleQuestion("t2", "T2", "What has helped you on a day that was hard?", "open", SECOND),
    SampleQuestion("t3", "T3", "What would you have liked to be told earlier?", "prepared"),
    SampleQuestion("t4", "T4", "What do you want to ask at your next visit?", "prepared"),
)
REPORT = SampleReport(
    findings=(
        SampleFinding(
            "St Brannoc's",
            "This names your hospital.",
            "Together with the week of your operation, somebody there could know you.",
            "my hospital",
        ),
        SampleFinding(
            "on 3 February",
            "This is the day of your operation.",
            "Few people had one there that day.",
            "this winter",
        ),
    ),
    effect=(
        "About 20 to 200 people still fit what you have told. With the gentler words, "
        "more than 10,000 do."
    ),
)
HELP = SampleReport(
    help=(
        HelpLine("It is good that you said it. Maureen, who hosts, has been told."),
        HelpLine("If you are in danger now, call", "999"),
        HelpLine("To talk with somebody, day and night, call the Samaritans:", "116 123"),
    )
)


def chart_by_minute() -> str:
    """Posts in each five minutes of an hour."""
    counts = (12, 31, 26, 18, 40, 33, 21, 17, 29, 24, 15, 6)
    bars = [
        Bar(str(5 * n), count, f"minute {5 * n} to {5 * n + 4}") for n, count in enumerate(counts)
    ]
    return bars_across(
        bars,
        title="Posts in each five minutes",
        description="Most came in minutes 20 to 24, when T2 had just been opened: 40 posts.",
        chart_id="chart-minutes",
        none_words="fewer than 5",
    )


def chart_by_question() -> str:
    """Posts for each question; a small count is not shown."""
    bars = [Bar("T1", 84), Bar("T2", 112), Bar("T3", 61), Bar("T4", None)]
    return bars_down(
        bars,
        title="Posts by question",
        description="T2 had most answers: 112. T4 had fewer than five.",
        chart_id="chart-questions",
        none_words="fewer than 5",
    )
