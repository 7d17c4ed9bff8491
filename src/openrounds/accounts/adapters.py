"""Where allauth asks us: names, mail, who may sign up. The pages are in templates/account."""

from typing import Any, ClassVar

import requests
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.forms import BaseForm
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from openrounds.accounts.actions import forget_provider_data, record_joined
from openrounds.accounts.limits import check_log_ins, surroundings
from openrounds.accounts.mail import queue_mail
from openrounds.accounts.models import Person, normal_handle
from openrounds.errors import Unavailable
from openrounds.web.network import client_address


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-up, sign-in and the mail about them."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is shut."),
        "duplicate_email": _("This is your address already."),
        "email_password_mismatch": _("The address and the password do not belong together."),
        "email_taken": _("This address belongs to an account already."),
        "enter_current_password": _("This is not your present password."),
        "incorrect_code": _("This code is not right. Codes change quickly: try the newest one."),
        "incorrect_password": _("This is not your password."),
        "invalid_or_expired_key": _("This link is too old or was used before. Ask for a new one."),
        "invalid_password_reset": _("This link is too old or was used before. Ask for a new one."),
        "same_as_current": _("This is the same as before."),
        "too_many_login_attempts": _(
            "Too many attempts did not succeed. Wait five minutes, or set a new password."
        ),
        "rate_limited": _("That was too often. Wait a few minutes."),
        "unknown_email": _("We know no account with this address."),
        "unverified_primary_email": _("Confirm your present address first."),
        "username_password_mismatch": _("The handle and the password do not belong together."),
        "username_blacklisted": _("This handle cannot be chosen. Choose another one."),
        "username_taken": _("This handle is taken. Choose another one."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's
        return bool(settings.SIGN_UP)

    def clean_username(self, username: str, shallow: bool = False) -> str:  # noqa: FBT001 - allauth's
        return str(super().clean_username(normal_handle(username), shallow=shallow))

    def save_user(
        self,
        request: HttpRequest,
        user: Person,
        form: BaseForm,
        commit: bool = True,  # noqa: FBT001 - allauth's
    ) -> Person:
        super().save_user(request, user, form, commit=False)
        if commit:
            record_joined(user)
        return user

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:  # noqa: ANN401 - allauth's
        check_log_ins(request)
        super().pre_authenticate(request, **credentials)

    def get_client_ip(self, request: HttpRequest) -> str:
        """Not the address but its surroundings: enough to say "somebody near you"."""
        return surroundings(client_address(request))

    def format_email_subject(self, subject: str) -> str:
        return f"{settings.SITE_NAME}: {subject}"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        values = {"email": email, "site_name": settings.SITE_NAME, **context}
        message = self.render_mail(template_prefix, email, values)
        queue_mail(email, subject=str(message.subject), body=str(message.body))


class ProviderSession(requests.Session):
    """Asks the provider; that it does not answer is told in words."""

    def request(self, *args: Any, **kwargs: Any) -> requests.Response:  # noqa: ANN401 - requests'
        kwargs["timeout"] = 5
        try:
            return super().request(*args, **kwargs)
        except requests.RequestException as error:
            raise Unavailable(
                _now("The place through which you sign in does not answer."),
                remedy=_now("Try again in a few minutes, or take another way."),
            ) from error


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Accounts that sign in through the configured OpenID Connect provider."""

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:  # noqa: ANN401, ARG002 - allauth's
        """Keep nothing of what the provider tells (name, picture, …) but who it is."""
        sociallogin.account.extra_data = {}
        if sociallogin.is_existing:  # allauth has stored it a moment ago
            forget_provider_data(sociallogin.account)

    def new_user(self, request: HttpRequest, sociallogin: Any) -> Person:  # noqa: ANN401 - allauth's
        """With a time of its own: it waits in the session, where the store cannot give it one."""
        person: Person = super().new_user(request, sociallogin)
        person.joined_at = timezone.now()
        return person

    def get_requests_session(self) -> requests.Session:
        return ProviderSession()


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Passkeys and codes carry the handle, so that no address is copied into other devices."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is not right. Codes change quickly: try the newest one."),
        "unverified_email": _("Confirm your address first."),
    }

    def get_totp_issuer(self) -> str:
        return str(settings.SITE_NAME)

    def build_totp_svg(self, url: str) -> str:
        """Dark on white in every colour scheme, or no camera can read it."""
        ground = '<rect width="100%" height="100%" fill="#fff"/>'
        return str(super().build_totp_svg(url)).replace("<path", f"{ground}<path", 1)

    def _get_user_identifier(self, user: Person) -> str:
        return user.handle

    def _get_site_name(self) -> str:
        return str(settings.SITE_NAME)

    def generate_authenticator_name(self, user: Person, type: Any) -> str:  # noqa: A002, ANN401, ARG002 - allauth's
        return str(_("My passkey"))

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {"id": context.request.get_host().partition(":")[0], "name": settings.SITE_NAME}
