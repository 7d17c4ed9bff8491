"""The transcript of a live chat: one value, and the forms in which it leaves.

Built from what the asking person may see at this moment, so that nothing withdrawn, removed, held
or expired is ever in it.
"""

from openrounds.rooms.transcripts.building import transcript_of
from openrounds.rooms.transcripts.content import Names, Transcript
from openrounds.rooms.transcripts.exchange import TranscriptFile, read_transcript, write_json
from openrounds.rooms.transcripts.paper import write_pdf
from openrounds.rooms.transcripts.table import write_csv

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
