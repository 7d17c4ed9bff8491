"""Signing up, signing in, passwords and addresses: the forms of allauth, in our words."""

from typing import ClassVar

from allauth.account import forms as account
from allauth.socialaccount import forms as social
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from openrounds.accounts.forms.words import EMAIL, HANDLE, NEW_PASSWORD, Worded, Words
from openrounds.accounts.limits import check_sign_ups
from openrounds.accounts.models import Person


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
