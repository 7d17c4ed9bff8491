"""Moderation's part of the archive "Everything about you"."""

from collections.abc import Iterable

from openrounds.accounts.export import as_json
from openrounds.accounts.models import Person
from openrounds.moderation.queries import decisions_about, reports_by, unmaskings_of


def moderation_part(person: Person) -> Iterable[tuple[str, bytes]]:
    """What moderators decided about this person's posts, what they reported, who looked."""
    yield (
        "answers.json",
        as_json(
            [
                {
                    "room": one.case.room.slug,
                    "post": one.case.post.public_id,
                    "outcome": one.outcome,
                    "ground": one.ground,
                    "words": one.words,
                    "at": one.at,
                }
                for one in decisions_about(person)
            ]
        ),
    )
    yield (
        "reports.json",
        as_json(
            [
                {
                    "room": one.case.room.slug,
                    "reason": one.reason,
                    "words": one.words,
                    "at": one.at,
                }
                for one in reports_by(person)
            ]
        ),
    )
    yield (
        "looks-behind-your-names.json",
        as_json(
            [
                {"room": one.member.room.slug, "reason": one.reason, "at": one.at}
                for one in unmaskings_of(person)
            ]
        ),
    )
