import secrets
import unicodedata
from functools import cached_property
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower, Now
from django.utils.translation import gettext_lazy as _

from openrounds.accounts.models.roles import Role

HANDLE_RULE = RegexValidator(
    r"\A[\w.-]+\Z", _("Use letters, digits, dots, dashes and underscores.")
)


def random_ref() -> str:
    """A reference that tells nothing: 128 random bits, unrelated to any other id."""
    return secrets.token_urlsafe(16)


def normal_handle(typed: str) -> str:
    """The one form in which a handle is kept, so that two that look alike are the same."""
    return unicodedata.normalize("NFKC", typed.strip()).lower()


class PersonManager(BaseUserManager["Person"]):
    """Finds people by handle as they sign in."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(handle=normal_handle(username or ""))


class Person(AbstractBaseUser):
    """An account. Its handle, address and id never leave; `log_ref` stands for it in the log."""

    handle = models.CharField(
        _("handle"),
        max_length=30,
        unique=True,
        validators=[HANDLE_RULE],
        error_messages={"unique": _("This handle is taken. Choose another one.")},
    )
    email = models.EmailField(_("e-mail address"), blank=True)
    log_ref = models.CharField(max_length=40, unique=True, default=random_ref, editable=False)
    language = models.CharField(max_length=8, blank=True)
    time_zone = models.CharField(max_length=64, blank=True)
    is_active = models.BooleanField(default=True)
    shut_reason = models.CharField(max_length=300, blank=True)
    joined_at = models.DateTimeField(db_default=Now())
    deleted_at = models.DateTimeField(null=True)

    objects = PersonManager()

    USERNAME_FIELD = "handle"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["email"]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(handle=Lower("handle")), name="person_handle_lower"
            ),
            models.CheckConstraint(
                condition=models.Q(deleted_at=None) | models.Q(is_active=False, email=""),
                name="person_deleted_is_erased",
            ),
        ]

    def __str__(self) -> str:
        return f"person {self.pk}"

    @cached_property
    def community_roles(self) -> frozenset[Role]:
        """The roles held now. `access` fills this in with the query that fetches the person."""
        held = self.roles.filter(ended_at=None).values_list("role", flat=True)
        return frozenset(Role(code) for code in held)
