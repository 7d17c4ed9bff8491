"""What people type about themselves. The forms of allauth, in our words; and our own."""

import zoneinfo
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar, NamedTuple

from allauth.account import forms as account
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from allauth.socialaccount import forms as social
from django import forms
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext_lazy as _

from openrounds.accounts.limits import check_sign_ups
from openrounds.accounts.models import HANDLE_RULE, Person, Role, normal_handle
from openrounds.errors import OpenRoundsError


class Words(NamedTuple):
    """How a field is called, and what stands below that."""

    label: Any
    hint: Any = ""


HANDLE = Words(
    _("Handle"),
    _("For signing in. Others do not see it: in each room you choose the name you have there."),
)
EMAIL = Words(_("E-mail address"), _("Only for what concerns your account and what you ask for."))
NEW_PASSWORD = Words(_("Password"), _("10 characters or more. Four odd words are easy to keep."))
CODE = Words(_("Code"), _("The six digits in your authenticator app, or a recovery code."))


class Worded(forms.Form):
    """Gives the fields of a form our words, and no words inside the boxes."""

    words: ClassVar[dict[str, Words]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - any form's
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in self.words:
                field.label, field.help_text = self.words[name]


class SignUpForm(Worded, account.SignupForm):  # type: ignore[misc]
    words: ClassVar[dict[str, Words]] = {
        "username": HANDLE,
        "email": EMAIL,
        "password1": NEW_PASSWORD,
    }

    def try_save(self, request: HttpRequest) -> tuple[Person | None, HttpResponse | None]:
        """Sign somebody up, or behave just so when the address is known already."""
        check_sign_ups(request)
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])  # takes as long as for a new account
        answer: tuple[Person | None, HttpResponse | None] = super().try_save(request)
        return answer


class ProviderSignUpForm(Worded, social.SignupForm):  # type: ignore[misc]
    words: ClassVar[dict[str, Words]] = {"username": HANDLE, "email": EMAIL}

    def try_save(self, request: HttpRequest) -> tuple[Person | None, HttpResponse | None]:
        check_sign_ups(request)
        answer: tuple[Person | None, HttpResponse | None] = super().try_save(request)
        return answer


class LogInForm(Worded, account.LoginForm):  # type: ignore[misc]
    words: ClassVar[dict[str, Words]] = {
        "login": Words(_("Handle or e-mail address")),
        "password": Words(_("Password")),
        "remember": Words(_("Keep me signed in on this device"), _("Not on a shared one.")),
    }


class ReauthenticateForm(Worded, account.ReauthenticateForm):  # type: ignore[misc]
    words: ClassVar[dict[str, Words]] = {"password": Words(_("Your password"))}


class ResetPasswordForm(Worded, account.ResetPasswordForm):  # type: ignore[misc]
    words: ClassVar[dict[str, Words]] = {"email": Words(_("E-mail address"))}


class ResetPasswordKeyForm(Worded, account.ResetPasswordKeyForm):  # type: ignore[misc]
    words: ClassVar[dict[str, Words]] = {
        "password1": NEW_PASSWORD,
        "password2": Words(_("The same once more")),
    }


class ChangePasswordForm(Worded, account.ChangePasswordForm):  # type: ignore[misc]
    words: ClassVar[dict[str, Words]] = {
        "oldpassword": Words(_("Present password")),
        "password1": Words(_("New password"), NEW_PASSWORD.hint),
        "password2": Words(_("The same once more")),
    }


class SetPasswordForm(Worded, account.SetPasswordForm):  # type: ignore[misc]
    words: ClassVar[dict[str, Words]] = {
        "password1": NEW_PASSWORD,
        "password2": Words(_("The same once more")),
    }


class ChangeEmailForm(Worded, account.AddEmailForm):  # type: ignore[misc]
    words: ClassVar[dict[str, Words]] = {"email": Words(_("New address"))}


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


def _time_zones() -> list[tuple[str, str]]:
    names = sorted(name for name in zoneinfo.available_timezones() if "/" in name)
    shown = [(name, name.replace("_", " ")) for name in names if not name.startswith("Etc/")]
    return [("", str(_("As this place has it"))), ("UTC", "UTC"), *shown]


class ProfileForm(forms.Form):
    """Handle, language, time zone, and what somebody says about themselves."""

    handle = forms.CharField(
        max_length=30,
        label=HANDLE.label,
        help_text=HANDLE.hint,
        validators=[HANDLE_RULE],
        widget=forms.TextInput(attrs={"autocomplete": "username"}),
    )
    language = forms.ChoiceField(
        required=False,
        label=_("Language"),
        help_text=_("For mail, and for devices on which you have not chosen one."),
    )
    time_zone = forms.ChoiceField(
        required=False, label=_("Time zone"), choices=_time_zones, help_text=_("For times in mail.")
    )
    says_clinician = forms.BooleanField(
        required=False,
        label=_("I am a clinician"),
        help_text=_(
            "Others then read beside your name that you say you are a clinician, and that nobody "
            "has checked it."
        ),
    )

    def __init__(self, data: QueryDict | None, *, person: Person) -> None:
        self._person = person
        initial = {
            "handle": person.handle,
            "language": person.language,
            "time_zone": person.time_zone,
            "says_clinician": Role.CLINICIAN_CLAIMED in person.community_roles,
        }
        super().__init__(data, initial=initial)
        language = self.fields["language"]
        if isinstance(language, forms.ChoiceField):
            language.choices = [("", _("As the browser asks")), *settings.LANGUAGES]

    def clean_handle(self) -> str:
        handle = normal_handle(self.cleaned_data["handle"])
        if Person.objects.filter(handle=handle).exclude(pk=self._person.pk).exists():
            raise forms.ValidationError(_("This handle is taken. Choose another one."))
        return handle


class TokenForm(forms.Form):
    """A key for a program."""

    name = forms.CharField(
        max_length=60,
        label=_("What is it for?"),
        help_text=_("So that you know it again, such as: my reader."),
    )
    may_write = forms.BooleanField(
        required=False,
        label=_("It may also write"),
        help_text=_("Post and change things as you. Without this it may only read."),
    )


class LeaveForm(forms.Form):
    """Deleting an account asks for the handle, so that no slip of a finger does it."""

    handle = forms.CharField(label=_("Type your handle"), widget=forms.TextInput)

    def __init__(self, *args: Any, handle: str, **kwargs: Any) -> None:  # noqa: ANN401 - a form's
        super().__init__(*args, **kwargs)
        self._handle = handle
        self.fields["handle"].help_text = _("It is: %(handle)s") % {"handle": handle}
        self.fields["handle"].widget.attrs["autocomplete"] = "off"

    def clean_handle(self) -> str:
        if normal_handle(self.cleaned_data["handle"]) != self._handle:
            raise forms.ValidationError(_("This is not your handle."))
        return self._handle


class InviteForm(forms.Form):
    """An account that an administrator makes for somebody."""

    handle = forms.CharField(max_length=30, label=HANDLE.label)
    email = forms.EmailField(
        label=EMAIL.label, help_text=_("A mail with a link to choose a password goes there.")
    )


class ReasonForm(forms.Form):
    """Why an administrator does something: kept beside it; the log keeps a hash."""

    reason = forms.CharField(max_length=300, label=_("Why?"))


class RoleForm(ReasonForm):
    """A role that somebody does not hold yet."""

    role = forms.ChoiceField(label=_("Role"))
    field_order = ("role", "reason")

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:  # noqa: ANN401 - a form's
        super().__init__(*args, **kwargs)
        role = self.fields["role"]
        if isinstance(role, forms.ChoiceField):
            # Being a clinician is said by oneself; being a member needs no grant.
            giveable = (Role.HOST, Role.MODERATOR, Role.ADMINISTRATOR)
            role.choices = [
                (one.value, one.label) for one in giveable if one not in person.community_roles
            ]
