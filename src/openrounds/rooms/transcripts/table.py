"""A transcript as CSV (RFC 4180, UTF-8 with a mark so that spreadsheets read it)."""

import csv
import io

from openrounds.rooms.transcripts.content import SpokenPost, Transcript

COLUMNS = ("number", "time_utc", "question", "name", "role", "answers", "text", "edited", "gone")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_csv(transcript: Transcript) -> bytes:
    """One line for each post. What a spreadsheet would run as a formula gets a `'` before it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for post in transcript.posts:
        writer.writerow([_inert(cell) for cell in _cells(transcript, post)])
    return out.getvalue().encode("utf-8-sig")


def _cells(transcript: Transcript, post: SpokenPost) -> list[str]:
    speaker = transcript.speaker_of(post)
    return [
        str(post.number),
        post.at.strftime("%Y-%m-%dT%H:%MZ"),
        f"T{post.question}" if post.question else "",
        speaker.name if speaker else "",
        speaker.role if speaker else "",
        str(post.reply_to or ""),
        post.text,
        "yes" if post.edited else "",
        post.gone,
    ]


def _inert(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
