"""Who may use which URL. A URL that stands in neither table makes `test_permissions.py` fail.

Pages are named by method and URL name, the interface for programs by method and path. Who reads a
room depends on how public it is; everything else is the same in every room.
"""

from collections.abc import Mapping
from enum import StrEnum


class Audience(StrEnum):
    """Those who get an answer. Everybody else is refused, or asked to sign in."""

    ANYONE = "anyone"
    SIGNED_IN = "whoever is signed in"
    READER = "whoever may read the room"
    COMER = "whoever may read the room, signed in"
    OPEN = "anyone while the room is open to the web, otherwise nobody"
    MEMBER = "whoever has come into the room"
    AUTHOR = "who wrote the post"
    HOST = "hosts of the room, and the community's moderators"
    ROOM_MAKER = "hosts of the community, and administrators"
    MODERATOR = "moderators of the community"
    ADMINISTRATOR = "administrators"
    NOBODY = "nobody without something else, such as a key from a mail"


A = Audience

PAGES: Mapping[str, Audience] = {
    "GET readyz": A.ANYONE,
    "GET web:healthz": A.ANYONE,
    "GET web:metrics": A.ANYONE,  # from this machine, or with the metrics key
    "GET web:offline": A.ANYONE,
    "GET web:service-worker": A.ANYONE,
    "GET api-reference": A.ANYONE,
    "GET web:display": A.ANYONE,
    "POST web:display": A.ANYONE,
    "GET web:gallery": A.NOBODY,  # with OPENROUNDS_DEBUG only
    "GET web:gallery-chat": A.NOBODY,
    # one's own account
    "GET accounts:home": A.ANYONE,  # a redirect to one's profile
    "POST accounts:home": A.ANYONE,
    "GET accounts:profile": A.SIGNED_IN,
    "POST accounts:profile": A.SIGNED_IN,
    "GET accounts:mail": A.SIGNED_IN,
    "POST accounts:mail": A.SIGNED_IN,
    "GET accounts:security": A.SIGNED_IN,
    "POST accounts:end_session": A.NOBODY,
    "POST accounts:end_other_sessions": A.SIGNED_IN,
    "GET accounts:keys": A.SIGNED_IN,
    "POST accounts:keys": A.SIGNED_IN,
    "POST accounts:end_key": A.NOBODY,
    "GET accounts:link": A.NOBODY,
    "POST accounts:link": A.NOBODY,
    "GET accounts:data": A.SIGNED_IN,
    "POST accounts:export": A.SIGNED_IN,
    "GET accounts:leave": A.SIGNED_IN,
    "POST accounts:leave": A.SIGNED_IN,
    "GET accounts:gone": A.ANYONE,
    # other people's accounts
    "GET accounts:people": A.ADMINISTRATOR,
    "GET accounts:invite": A.ADMINISTRATOR,
    "POST accounts:invite": A.ADMINISTRATOR,
    "GET accounts:somebody": A.ADMINISTRATOR,
    "POST accounts:grant": A.ADMINISTRATOR,
    "POST accounts:revoke": A.ADMINISTRATOR,
    "POST accounts:shut": A.ADMINISTRATOR,
    # rooms, for those who read and write in them
    "GET rooms:home": A.ANYONE,
    "GET rooms:rooms": A.ANYONE,
    "GET rooms:room": A.READER,
    "GET rooms:search": A.READER,
    "GET rooms:door": A.READER,
    "POST rooms:door": A.READER,  # whoever is not signed in is told to do that
    "GET rooms:notice": A.READER,
    "POST rooms:notice_accept": A.MEMBER,
    "POST rooms:notice_take_back": A.MEMBER,
    "GET rooms:notice_json": A.MEMBER,
    "GET rooms:notice_csv": A.MEMBER,
    "GET rooms:posts": A.ANYONE,  # a redirect to the room
    "POST rooms:posts": A.MEMBER,
    "POST rooms:check": A.MEMBER,
    "GET rooms:post": A.READER,
    "GET rooms:post_edit": A.AUTHOR,
    "POST rooms:post_edit": A.AUTHOR,
    "GET rooms:post_withdraw": A.AUTHOR,
    "POST rooms:post_withdraw": A.AUTHOR,
    "POST rooms:post_react": A.MEMBER,
    "GET rooms:people": A.MEMBER,
    "GET rooms:member": A.MEMBER,
    "POST rooms:meet": A.MEMBER,
    "GET rooms:you": A.MEMBER,
    "POST rooms:rename": A.MEMBER,
    "POST rooms:digest": A.MEMBER,
    "GET rooms:leave": A.MEMBER,
    "POST rooms:leave": A.MEMBER,
    "GET rooms:chats": A.READER,
    "GET rooms:chat": A.READER,
    "GET rooms:catch_up": A.READER,
    "POST rooms:box": A.MEMBER,
    "POST rooms:reminder": A.COMER,
    "GET rooms:drafts": A.SIGNED_IN,
    "POST rooms:draft_forget": A.NOBODY,
    "GET rooms:help": A.ANYONE,
    "GET rooms:help_chats": A.ANYONE,
    "GET rooms:help_guard": A.ANYONE,
    "GET rooms:help_publicness": A.ANYONE,
    # for hosts
    "GET rooms:help_hosting": A.ANYONE,
    "GET rooms:make_room": A.ROOM_MAKER,
    "POST rooms:make_room": A.ROOM_MAKER,
    "GET rooms:host": A.HOST,
    "GET rooms:host_settings": A.HOST,
    "POST rooms:host_settings": A.HOST,
    "GET rooms:host_end": A.HOST,
    "POST rooms:host_end": A.HOST,
    "GET rooms:host_publicness": A.HOST,
    "POST rooms:host_narrow": A.HOST,
    "POST rooms:host_promise": A.HOST,
    "POST rooms:host_sooner": A.HOST,
    "GET rooms:host_widen": A.HOST,
    "POST rooms:host_widen": A.HOST,
    "POST rooms:host_gone": A.HOST,
    "GET rooms:host_notice_versions": A.HOST,
    "GET rooms:host_notice": A.HOST,
    "POST rooms:host_notice": A.HOST,
    "GET rooms:host_acceptances_csv": A.HOST,
    "GET rooms:host_acceptances_json": A.HOST,
    "GET rooms:host_people": A.HOST,
    "GET rooms:host_role": A.HOST,
    "POST rooms:host_role": A.HOST,
    "GET rooms:host_invitations": A.HOST,
    "POST rooms:host_invitations": A.HOST,
    "POST rooms:host_invitation_end": A.HOST,
    "GET rooms:host_chats": A.HOST,
    "GET rooms:host_plan": A.HOST,
    "POST rooms:host_plan": A.HOST,
    "GET rooms:host_chat": A.HOST,
    "GET rooms:host_chat_move": A.HOST,
    "POST rooms:host_chat_move": A.HOST,
    "GET rooms:host_chat_cancel": A.HOST,
    "POST rooms:host_chat_cancel": A.HOST,
    "POST rooms:host_chat_hosts": A.HOST,
    "GET rooms:host_chat_notice": A.HOST,
    "POST rooms:host_chat_notice": A.HOST,
    "POST rooms:host_question_add": A.HOST,
    "GET rooms:host_question": A.HOST,
    "POST rooms:host_question": A.HOST,
    "POST rooms:host_question_drop": A.HOST,
    "POST rooms:host_question_move": A.HOST,
    "POST rooms:host_box": A.HOST,
    "POST rooms:host_box_take": A.HOST,
    "POST rooms:host_box_decline": A.HOST,
    "POST rooms:console": A.HOST,
    "POST rooms:pin": A.HOST,
    # calendars, feeds, mail
    "GET rooms:calendar_page": A.READER,
    "POST rooms:calendar_page": A.MEMBER,
    "POST rooms:calendar_end": A.MEMBER,
    "GET rooms:calendar": A.READER,
    "GET rooms:chat_file": A.READER,
    "GET rooms:secret_calendar": A.NOBODY,
    "GET rooms:atom": A.OPEN,
    "GET rooms:rss": A.OPEN,
    "GET rooms:stop_mail": A.ANYONE,  # the token in the mail is all it takes
    "POST rooms:stop_mail": A.ANYONE,
    "POST rooms:reminder_drop": A.NOBODY,
    # what stays of a chat
    "GET records:bring_in": A.ROOM_MAKER,
    "POST records:bring_in": A.ROOM_MAKER,
    "GET records:transcript": A.READER,
    "GET records:transcript_file": A.READER,
    "GET records:statistics": A.READER,
    # held and reported posts
    "GET moderation:desk": A.HOST,
    "GET moderation:decided": A.HOST,
    "POST moderation:decide": A.HOST,
    "POST moderation:skip": A.HOST,
    "POST moderation:undo": A.HOST,
    "GET moderation:person": A.HOST,
    "POST moderation:person": A.HOST,
    "POST moderation:restrain": A.HOST,
    "GET moderation:report": A.COMER,
    "POST moderation:report": A.COMER,
    "GET moderation:answers": A.SIGNED_IN,
    "GET moderation:answer": A.AUTHOR,
    # the log
    "GET audit:index": A.ADMINISTRATOR,
    "GET audit:export": A.ADMINISTRATOR,
}

# Pages of django-allauth that we serve as they are; its own tests say who may use them. Ours says
# that none of them shows anything of a room, and that those about an account ask one to sign in.
ALLAUTH_FOR_ANYONE = frozenset(
    {
        "account_login",
        "account_logout",
        "account_inactive",
        "account_signup",
        "account_email_verification_sent",
        "account_confirm_email",
        "account_confirm_login_code",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "mfa_authenticate",
        "mfa_login_webauthn",
        "openid_connect_callback",
        "openid_connect_login",
        "socialaccount_login_cancelled",
        "socialaccount_login_error",
        "socialaccount_signup",
    }
)
ALLAUTH_SIGNED_IN = frozenset(
    {
        "account_change_password",
        "account_email",
        "account_reauthenticate",
        "account_set_password",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_deactivate_totp",
        "mfa_download_recovery_codes",
        "mfa_edit_webauthn",
        "mfa_generate_recovery_codes",
        "mfa_index",
        "mfa_list_webauthn",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "mfa_remove_webauthn",
        "mfa_view_recovery_codes",
        "socialaccount_connections",
    }
)

API: Mapping[str, Audience] = {
    "GET /me": A.SIGNED_IN,
    "PATCH /me": A.SIGNED_IN,
    "GET /me/drafts": A.SIGNED_IN,
    "DELETE /me/drafts/{draft}": A.NOBODY,  # its author
    "GET /me/keys": A.SIGNED_IN,
    "POST /me/keys": A.SIGNED_IN,  # with a session; a key makes no keys
    "DELETE /me/keys/{key_id}": A.NOBODY,  # its owner
    "POST /me/export": A.NOBODY,  # with a key; a session uses the page, which asks who it is
    "GET /rooms": A.ANYONE,
    "POST /rooms": A.ROOM_MAKER,
    "GET /rooms/{slug}": A.READER,
    "PATCH /rooms/{slug}": A.HOST,
    "POST /rooms/{slug}/over": A.HOST,
    "POST /rooms/{slug}/join": A.COMER,
    "POST /rooms/{slug}/leave": A.MEMBER,
    "GET /rooms/{slug}/me": A.MEMBER,
    "PATCH /rooms/{slug}/me": A.MEMBER,
    "GET /rooms/{slug}/notice": A.READER,
    "POST /rooms/{slug}/notice": A.HOST,
    "POST /rooms/{slug}/notice/acceptance": A.MEMBER,
    "DELETE /rooms/{slug}/notice/acceptance": A.MEMBER,
    "GET /rooms/{slug}/notice/acceptances": A.MEMBER,
    "GET /rooms/{slug}/notice/proposed": A.HOST,
    "GET /rooms/{slug}/chats": A.READER,
    "POST /rooms/{slug}/chats": A.HOST,
    "GET /rooms/{slug}/chats/{chat}": A.READER,
    "PUT /rooms/{slug}/chats/{chat}": A.HOST,
    "POST /rooms/{slug}/chats/{chat}/cancel": A.HOST,
    "POST /rooms/{slug}/chats/{chat}/open": A.HOST,
    "POST /rooms/{slug}/chats/{chat}/end": A.HOST,
    "PUT /rooms/{slug}/chats/{chat}/hosts": A.HOST,
    "PUT /rooms/{slug}/chats/{chat}/box-open": A.HOST,
    "PUT /rooms/{slug}/chats/{chat}/reminder": A.COMER,
    "DELETE /rooms/{slug}/chats/{chat}/reminder": A.COMER,
    "GET /rooms/{slug}/chats/{chat}/questions": A.READER,
    "POST /rooms/{slug}/chats/{chat}/questions": A.HOST,
    "POST /rooms/{slug}/chats/{chat}/questions/next": A.HOST,
    "PATCH /rooms/{slug}/chats/{chat}/questions/{question}": A.HOST,
    "DELETE /rooms/{slug}/chats/{chat}/questions/{question}": A.HOST,
    "POST /rooms/{slug}/chats/{chat}/questions/{question}/move": A.HOST,
    "POST /rooms/{slug}/chats/{chat}/questions/{question}/open": A.HOST,
    "POST /rooms/{slug}/chats/{chat}/questions/{question}/close": A.HOST,
    "GET /rooms/{slug}/chats/{chat}/catch-up": A.READER,
    "GET /rooms/{slug}/chats/{chat}/transcript": A.READER,
    "GET /rooms/{slug}/chats/{chat}/statistics": A.READER,
    "POST /imports": A.ROOM_MAKER,
    "GET /rooms/{slug}/presence": A.READER,
    "GET /rooms/{slug}/events": A.READER,
    "GET /rooms/{slug}/members": A.MEMBER,
    "GET /rooms/{slug}/members/{member}": A.MEMBER,
    "PUT /rooms/{slug}/members/{member}/block": A.MEMBER,
    "DELETE /rooms/{slug}/members/{member}/block": A.MEMBER,
    "PUT /rooms/{slug}/members/{member}/role": A.HOST,
    "GET /rooms/{slug}/blocks": A.MEMBER,
    "POST /rooms/{slug}/drafts": A.COMER,
    "GET /rooms/{slug}/posts": A.READER,
    "POST /rooms/{slug}/posts": A.MEMBER,
    "GET /rooms/{slug}/posts/waiting": A.MEMBER,
    "GET /rooms/{slug}/posts/pinned": A.READER,
    "GET /rooms/{slug}/posts/{post}": A.READER,
    "PATCH /rooms/{slug}/posts/{post}": A.AUTHOR,
    "DELETE /rooms/{slug}/posts/{post}": A.AUTHOR,
    "PUT /rooms/{slug}/posts/{post}/pin": A.HOST,
    "DELETE /rooms/{slug}/posts/{post}/pin": A.HOST,
    "PUT /rooms/{slug}/posts/{post}/reactions/{kind}": A.MEMBER,
    "DELETE /rooms/{slug}/posts/{post}/reactions/{kind}": A.MEMBER,
    "POST /rooms/{slug}/check": A.COMER,
    "GET /rooms/{slug}/search": A.READER,
}
