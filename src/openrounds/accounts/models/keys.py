from django.db import models
from django.db.models.functions import Now


class ApiToken(models.Model):
    """A key a person made for a program. Only its SHA-256 is kept; the key is shown once."""

    person = models.ForeignKey(
        "accounts.Person", on_delete=models.CASCADE, related_name="api_tokens"
    )
    name = models.CharField(max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    may_write = models.BooleanField(default=False)
    created_at = models.DateTimeField(db_default=Now())
    last_used_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"token {self.pk}"


class SignInLink(models.Model):
    """A way in that opens once, made on the server's command line. Only its SHA-256 is kept."""

    person = models.ForeignKey(
        "accounts.Person", on_delete=models.CASCADE, related_name="sign_in_links"
    )
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"sign-in link {self.pk}"
