"""The transcript of a live chat: one value, and the forms in which it leaves.

Built from what the asking person may see at this moment, so that nothing withdrawn, removed, held
or expired is ever in it.
"""

from django.utils.module_loading import import_string

from openrounds.rooms.transcripts.building import transcript_of
from openrounds.rooms.transcripts.content import Names, Transcript
from openrounds.rooms.transcripts.exchange import TranscriptFile, read_transcript, write_json
from openrounds.rooms.transcripts.table import write_csv


def write_pdf(transcript: Transcript) -> bytes:
    """A4, with page numbers, the notice that held, and every post under its question."""
    # By name, at the first PDF: what draws it costs a quarter of the server's whole start.
    pdf: bytes = import_string("openrounds.rooms.transcripts.paper.write_pdf")(transcript)
    return pdf


__all__ = [
    "Names",
    "Transcript",
    "TranscriptFile",
    "read_transcript",
    "transcript_of",
    "write_csv",
    "write_json",
    "write_pdf",
]
