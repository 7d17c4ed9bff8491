"""People, and what they may do in the whole community. A room knows them by pseudonym."""

import secrets
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower, Now
from django.utils.translation import gettext_lazy as _


def random_ref() -> str:
    """A reference that tells nothing: 128 random bits, unrelated to any other id."""
    return secrets.token_urlsafe(16)


class Role(models.TextChoices):
    """What somebody may do. An administrator may do what a moderator may."""

    MEMBER = "member", _("member")
    CLINICIAN_CLAIMED = "clinician_claimed", _("says they are a clinician")
    HOST = "host", _("host")
    MODERATOR = "moderator", _("moderator")
    ADMINISTRATOR = "administrator", _("administrator")


class PersonQuerySet(BaseUserManager["Person"]):
    """Finds people by handle as they sign in."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(handle__iexact=username)


class Person(AbstractBaseUser):
    """An account. Its handle, address and id never leave; `log_ref` stands for it in the log."""

    handle = models.CharField(
        max_length=30,
        validators=[
            RegexValidator(r"\A[\w.-]+\Z", _("Use letters, digits, dots, dashes and underscores."))
        ],
    )
    email = models.EmailField(blank=True)
    log_ref = models.CharField(max_length=40, unique=True, default=random_ref, editable=False)
    language = models.CharField(max_length=8, blank=True)
    time_zone = models.CharField(max_length=64, blank=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(db_default=Now())
    deleted_at = models.DateTimeField(null=True)

    objects = PersonQuerySet()

    USERNAME_FIELD = "handle"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["email"]

    class Meta:
        constraints = [models.UniqueConstraint(Lower("handle"), name="person_handle_unique")]

    def __str__(self) -> str:
        return f"person {self.pk}"


class CommunityRole(models.Model):
    """A role in the whole community: this server. Roles in one room are on its memberships."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(max_length=20, choices=Role.choices)
    granted_at = models.DateTimeField(db_default=Now())
    granted_by_ref = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "role"], name="community_role_once")
        ]

    def __str__(self) -> str:
        return f"{self.role} of person {self.person_id}"


class ApiToken(models.Model):
    """A key a person made for a program. Only its SHA-256 is kept; the key is shown once."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    may_write = models.BooleanField(default=False)
    created_at = models.DateTimeField(db_default=Now())
    last_used_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"token {self.pk}"
