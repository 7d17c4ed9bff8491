"""People, and what they may do in the whole community. A room knows them by pseudonym."""

from openrounds.accounts.models.keys import ApiToken, SignInLink
from openrounds.accounts.models.person import HANDLE_RULE, Person, normal_handle, random_ref
from openrounds.accounts.models.roles import CommunityRole, Role

__all__ = [
    "HANDLE_RULE",
    "ApiToken",
    "CommunityRole",
    "Person",
    "Role",
    "SignInLink",
    "normal_handle",
    "random_ref",
]
