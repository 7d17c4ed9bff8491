"""The verbs that change accounts, roles, keys and sessions."""

from openrounds.accounts.actions.keys import (
    end_token,
    make_sign_in_link,
    make_token,
    note_token_use,
    use_sign_in_link,
)
from openrounds.accounts.actions.people import create_person
from openrounds.accounts.actions.roles import grant_role, revoke_role

__all__ = [
    "create_person",
    "end_token",
    "grant_role",
    "make_sign_in_link",
    "make_token",
    "note_token_use",
    "revoke_role",
    "use_sign_in_link",
]
