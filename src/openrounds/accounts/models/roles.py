from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What somebody may do. An administrator may do what a moderator and a host may."""

    MEMBER = "member", _("member")
    CLINICIAN_CLAIMED = "clinician_claimed", _("says they are a clinician")
    HOST = "host", _("host")
    MODERATOR = "moderator", _("moderator")
    ADMINISTRATOR = "administrator", _("administrator")


class CommunityRole(models.Model):
    """A role in the whole community: this server. Roles in one room are on its memberships.

    A role that was taken back stays as history, with who did it and why.
    """

    person = models.ForeignKey("accounts.Person", on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(max_length=20, choices=Role.choices)
    granted_at = models.DateTimeField(db_default=Now())
    granted_by_ref = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by_ref = models.CharField(max_length=40, blank=True)
    ended_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role"],
                condition=models.Q(ended_at=None),
                name="community_role_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.role} of person {self.person_id}"
