"""Django's and allauth's settings about signing in and mail, made from `Config`."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from openrounds.errors import ConfigError
from openrounds.project.config import Config

FORMS = "openrounds.accounts.forms."


def sign_in_settings(config: Config) -> dict[str, Any]:
    """Passwords, passkeys, second factors, the provider, and how the pages about them behave."""
    return {
        "PASSWORD_HASHERS": ["openrounds.accounts.hashing.MeasuredArgon2"],
        "AUTHENTICATION_BACKENDS": ["openrounds.accounts.backends.PersonBackend"],
        "AUTH_PASSWORD_VALIDATORS": _password_rules(),
        "PASSWORD_RESET_TIMEOUT": 2 * 3600,
        "LOGIN_URL": "account_login",
        "LOGIN_REDIRECT_URL": "/",
        "LOGOUT_REDIRECT_URL": "/",
        "ALLAUTH_TRUSTED_PROXY_COUNT": config.trusted_proxies,
        **_account(config),
        **_second_factors(config),
        **_provider(config),
    }


def _password_rules() -> list[dict[str, Any]]:
    rules = "django.contrib.auth.password_validation."
    return [
        {"NAME": f"{rules}MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
        {"NAME": f"{rules}CommonPasswordValidator"},
    ]


def _account(config: Config) -> dict[str, Any]:
    return {
        "ACCOUNT_ADAPTER": "openrounds.accounts.adapters.AccountAdapter",
        "ACCOUNT_USER_MODEL_USERNAME_FIELD": "handle",
        "ACCOUNT_PRESERVE_USERNAME_CASING": False,
        "ACCOUNT_USERNAME_MIN_LENGTH": 2,
        "ACCOUNT_LOGIN_METHODS": {"username", "email"},
        "ACCOUNT_SIGNUP_FIELDS": ["username*", "email*", "password1*"],
        "ACCOUNT_EMAIL_VERIFICATION": "mandatory",
        "ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION": True,  # in the browser that signed up, no other
        "ACCOUNT_EMAIL_NOTIFICATIONS": True,
        "ACCOUNT_CHANGE_EMAIL": True,
        "ACCOUNT_REAUTHENTICATION_REQUIRED": True,
        "ACCOUNT_DEFAULT_HTTP_PROTOCOL": "https" if config.secure else "http",
        # Per network ours count, in the store (accounts/limits.py); per account allauth's does.
        "ACCOUNT_RATE_LIMITS": {"login": None, "signup": None, "login_failed": "5/5m/key"},
        "ACCOUNT_FORMS": {
            "add_email": f"{FORMS}signing_in.ChangeEmailForm",
            "change_password": f"{FORMS}signing_in.ChangePasswordForm",
            "login": f"{FORMS}signing_in.LogInForm",
            "reauthenticate": f"{FORMS}signing_in.ReauthenticateForm",
            "reset_password": f"{FORMS}signing_in.ResetPasswordForm",
            "reset_password_from_key": f"{FORMS}signing_in.ResetPasswordKeyForm",
            "set_password": f"{FORMS}signing_in.SetPasswordForm",
            "signup": f"{FORMS}signing_in.SignUpForm",
        },
    }


def _second_factors(config: Config) -> dict[str, Any]:
    return {
        "MFA_ADAPTER": "openrounds.accounts.adapters.MfaAdapter",
        "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"],
        "MFA_PASSKEY_LOGIN_ENABLED": True,
        "MFA_RECOVERY_CODES_SHOW_ONCE": True,
        "MFA_TOTP_TOLERANCE": 1,  # a phone's clock may be half a minute off
        "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": not config.secure,
        "MFA_RATE_LIMITS": {"webauthn_login": f"{config.log_ins_per_minute}/m/ip"},
        "MFA_FORMS": {
            "activate_totp": f"{FORMS}factors.ActivateTotpForm",
            "add_webauthn": f"{FORMS}factors.AddPasskeyForm",
            "authenticate": f"{FORMS}factors.CodeForm",
            "authenticate_webauthn": f"{FORMS}factors.PasskeyForm",
            "edit_webauthn": f"{FORMS}factors.RenamePasskeyForm",
            "login_webauthn": f"{FORMS}factors.LogInPasskeyForm",
            "reauthenticate": f"{FORMS}factors.ReauthenticateCodeForm",
            "reauthenticate_webauthn": f"{FORMS}factors.ReauthenticatePasskeyForm",
        },
    }


def _provider(config: Config) -> dict[str, Any]:
    app = {
        "provider_id": "oidc",
        "name": config.oidc_name or urlsplit(config.oidc_url).hostname,
        "client_id": config.oidc_client_id,
        "secret": config.oidc_secret,
        "settings": {"server_url": config.oidc_url, "oauth_pkce_enabled": True},
    }
    return {
        "SOCIALACCOUNT_ADAPTER": "openrounds.accounts.adapters.SocialAdapter",
        "SOCIALACCOUNT_AUTO_SIGNUP": False,  # everybody chooses their own handle
        "SOCIALACCOUNT_FORMS": {"signup": f"{FORMS}signing_in.ProviderSignUpForm"},
        "SOCIALACCOUNT_PROVIDERS": {"openid_connect": {"APPS": [app] if config.oidc_url else []}},
    }


def provider_origins(config: Config) -> list[str]:
    """Where a sign-in form may lead besides this site, for the pages' security policy."""
    parts = urlsplit(config.oidc_url)
    return [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []


def mail_settings(config: Config, folder: Path) -> dict[str, Any]:
    """How mail leaves: into `folder`, to the console, or to a mail server."""
    backend = "django.core.mail.backends."
    sender = {"DEFAULT_FROM_EMAIL": config.mail_from, "SERVER_EMAIL": config.mail_from}
    if config.mail_url == "file":
        return {
            **sender,
            "EMAIL_BACKEND": f"{backend}filebased.EmailBackend",
            "EMAIL_FILE_PATH": folder,
        }
    if config.mail_url == "console":
        return {**sender, "EMAIL_BACKEND": f"{backend}console.EmailBackend"}
    return {**sender, "EMAIL_BACKEND": f"{backend}smtp.EmailBackend", **_smtp(config.mail_url)}


def _smtp(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ConfigError(
            "OPENROUNDS_MAIL_URL takes file, console, smtp://… or smtps://….",
            remedy="Set OPENROUNDS_MAIL_URL and start again.",
        )
    is_tls = parts.scheme == "smtps"
    port = parts.port or (465 if is_tls else 587)
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": is_tls,
        # Port 25 is the relay on the same machine; every other server has to encrypt.
        "EMAIL_USE_TLS": not is_tls and port != 25,
        "EMAIL_TIMEOUT": 20,
    }
