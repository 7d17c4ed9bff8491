"""The tree of errors: what happened, and what to do now.

Each class carries a stable `code` for programs, the HTTP `status` of the answer, and a `title`.
The message is for a person; nothing that identifies anybody may stand in it.
"""

from typing import ClassVar


class OpenRoundsError(Exception):
    """Something we can explain. `remedy` says what the reader can do now."""

    code: ClassVar[str] = "error"
    status: ClassVar[int] = 500
    title: ClassVar[str] = "Something went wrong"

    def __init__(self, message: str, *, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


class SignInNeeded(OpenRoundsError):
    """Nobody is signed in, and this is only for those who are."""

    code, status, title = "sign_in_needed", 401, "Sign in first"


class NotAllowed(OpenRoundsError):
    """The person may know that the thing exists, and may not do this with it."""

    code, status, title = "not_allowed", 403, "You cannot do this here"


class PageProofMissing(NotAllowed):
    """A browser's request did not show that it came from a page of ours."""

    code, title = "page_proof_missing", "This did not come from our own page"


class NotFound(OpenRoundsError):
    """Nothing is here, or nothing that this person may know of: both sound the same."""

    code, status, title = "not_found", 404, "There is nothing here"


class MethodNotAllowed(OpenRoundsError):
    """The address can only be asked in another way."""

    code, status, title = "method_not_allowed", 405, "This cannot be done here"


class NotUnderstood(OpenRoundsError):
    """The request itself makes no sense: a parameter is missing, or there are too many."""

    code, status, title = "not_understood", 400, "This request cannot be understood"


class Conflict(OpenRoundsError):
    """Somebody else, or an earlier attempt, was first."""

    code, status, title = "conflict", 409, "This has changed meanwhile"


class Refused(OpenRoundsError):
    """The input cannot be accepted as it is."""

    code, status, title = "refused", 422, "This could not be saved"


class TextRefused(Refused):
    """The text of a post, question or notice cannot be accepted. `problem` is the engine's code."""

    code, title = "text_refused", "This text cannot go out as it is"

    def __init__(self, message: str, *, problem: str, remedy: str = "") -> None:
        super().__init__(message, remedy=remedy)
        self.problem = problem


class NoticeNotAccepted(Refused):
    """The current notice of this room or chat has to be accepted first."""

    code, status, title = "notice_not_accepted", 403, "Please read the notice first"


class RoomClosed(Refused):
    """The room is locked, over, or for announcements only."""

    code, status, title = "room_closed", 403, "Nobody can post here now"


class TooMany(OpenRoundsError):
    """Too much in too short a time. `retry_after_s` says when it will work again."""

    code, status, title = "too_many", 429, "A little slower, please"

    def __init__(self, message: str, *, retry_after_s: int, remedy: str = "") -> None:
        super().__init__(message, remedy=remedy)
        self.retry_after_s = retry_after_s


class Unavailable(OpenRoundsError):
    """A part we depend on does not answer, or there is no room left."""

    code, status, title = "unavailable", 503, "Not available just now"

    def __init__(self, message: str, *, retry_after_s: int = 5, remedy: str = "") -> None:
        super().__init__(message, remedy=remedy)
        self.retry_after_s = retry_after_s


class NotServedHere(OpenRoundsError):
    """Another part of the server answers this address, and the request came around it."""

    code, status, title = "not_served_here", 421, "Not served here"


class ConfigError(OpenRoundsError):
    """A setting cannot be used. The message names the variable and the values it takes."""

    code, title = "config", "A setting is wrong"
