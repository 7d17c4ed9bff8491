"""The verbs that change accounts, roles, keys and sessions."""

from openrounds.accounts.actions.keys import (
    end_token,
    make_sign_in_link,
    make_token,
    note_token_use,
    use_sign_in_link,
)
from openrounds.accounts.actions.leaving import record_export, start_deletion
from openrounds.accounts.actions.people import (
    change_profile,
    create_person,
    deactivate,
    forget_provider_data,
    reactivate,
    record_joined,
)
from openrounds.accounts.actions.roles import grant_role, revoke_role
from openrounds.accounts.actions.sessions import (
    end_all_sessions,
    end_other_sessions,
    end_session,
)
from openrounds.accounts.actions.sweeping import sweep

__all__ = [
    "change_profile",
    "create_person",
    "deactivate",
    "end_all_sessions",
    "end_other_sessions",
    "end_session",
    "end_token",
    "forget_provider_data",
    "grant_role",
    "make_sign_in_link",
    "make_token",
    "note_token_use",
    "reactivate",
    "record_export",
    "record_joined",
    "revoke_role",
    "start_deletion",
    "sweep",
    "use_sign_in_link",
]
