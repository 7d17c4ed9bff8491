"""The programming interface, `/api/v1/`, put together from what each app offers."""

from openrounds import __version__
from openrounds.accounts.api import me
from openrounds.moderation import api as moderation
from openrounds.rooms.api import (
    box,
    chats,
    door,
    drafts,
    invitations,
    live,
    members,
    notices,
    posts,
    publicness,
    questions,
    records,
    rooms,
)
from openrounds.web.api.faults import Interface

NOUNS = (
    rooms,
    publicness,
    door,
    notices,
    chats,
    questions,
    box,
    posts,
    live,
    members,
    invitations,
    drafts,
    records,
)

api = Interface(
    title="OpenRounds",
    version=__version__,
    description="Everything that a member or a host can do. Ids are random and mean nothing "
    "outside their room.",
    urls_namespace="api",
    docs_url=None,
)
for noun in NOUNS:
    api.add_router("/rooms", noun.router)
api.add_router("/rooms", moderation.in_rooms)
api.add_router("/desk", moderation.desk)
api.add_router("/imports", records.imports)
api.add_router("/me", me.router)
api.add_router("/me", drafts.mine)
api.add_router("/me", moderation.mine)
