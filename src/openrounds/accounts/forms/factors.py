"""Codes and passkeys: the forms of allauth, in our words."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.db import DatabaseError
from django.utils.translation import gettext_lazy as _

from openrounds.accounts.forms.words import Worded, Words
from openrounds.errors import OpenRoundsError

CODE = Words(_("Code"), _("The six digits in your authenticator app, or a recovery code."))


class CodeForm(Worded, mfa.AuthenticateForm):  # type: ignore[misc]
    words: ClassVar[dict[str, Words]] = {"code": CODE}


class ReauthenticateCodeForm(Worded, mfa.ReauthenticateForm):  # type: ignore[misc]
    words: ClassVar[dict[str, Words]] = {"code": CODE}


class ActivateTotpForm(Worded, totp.ActivateTOTPForm):  # type: ignore[misc]
    words: ClassVar[dict[str, Words]] = {
        "code": Words(_("Code"), _("The six digits that the app shows now."))
    }


@contextmanager
def _made_up_is_wrong() -> Iterator[None]:
    """Calls a passkey wrong that cannot even be read.

    What reads them raises whatever its parsers and its cryptography raise on bytes that a stranger
    has made up; allauth foresees some of that.
    """
    try:
        yield
    except (forms.ValidationError, OpenRoundsError, DatabaseError):
        raise
    except Exception as error:
        raise get_adapter().validation_error("incorrect_code") from error


class LogInPasskeyForm(webauthn.LoginWebAuthnForm):  # type: ignore[misc]
    def clean_credential(self) -> Authenticator:
        with _made_up_is_wrong():
            return super().clean_credential()


class PasskeyForm(webauthn.AuthenticateWebAuthnForm):  # type: ignore[misc]
    def clean_credential(self) -> Authenticator:
        with _made_up_is_wrong():
            return super().clean_credential()


class ReauthenticatePasskeyForm(webauthn.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    def clean_credential(self) -> Authenticator:
        with _made_up_is_wrong():
            return super().clean_credential()


class AddPasskeyForm(Worded, webauthn.AddWebAuthnForm):  # type: ignore[misc]
    """Every key we make can sign somebody in by itself: one kind, one explanation."""

    words: ClassVar[dict[str, Words]] = {
        "name": Words(_("Name"), _("To tell it from others, such as: my phone."))
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - allauth's
        super().__init__(*args, **kwargs)
        self.fields["passwordless"] = forms.BooleanField(
            initial=True, widget=forms.HiddenInput, required=True
        )

    def clean(self) -> dict[str, Any]:
        with _made_up_is_wrong():
            cleaned = super().clean()
        return cleaned or {}


class RenamePasskeyForm(Worded, webauthn.EditWebAuthnForm):  # type: ignore[misc]
    words: ClassVar[dict[str, Words]] = {"name": Words(_("Name"))}
