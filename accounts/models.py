"""Who works here: organisations, the people in them, and what each may do."""

import uuid

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _
from knox.models import AbstractAuthToken


class Organisation(models.Model):
    """A buyer or an adviser: the boundary that nothing crosses."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager):
    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractUser):
    """A person who signs in with an e-mail address."""

    username = None
    first_name = None
    last_name = None
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=200)

    objects = UserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)


class Role(models.TextChoices):
    OFFICER = "officer", _("Procurement officer")
    BOARD = "board", _("Board member")
    CONSULTANT = "consultant", _("Consultant")
    ADMINISTRATOR = "administrator", _("Administrator")


EDITING_ROLES = (Role.OFFICER, Role.CONSULTANT, Role.ADMINISTRATOR)


class Member(models.Model):
    """A user in an organisation, with one role there."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=20, choices=Role)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "user"], name="one_membership_each")]

    def __str__(self) -> str:
        return f"{self.user} ({self.organisation})"

    @property
    def may_edit(self) -> bool:
        """Import, assess and ask for reports; a board member reads and downloads."""
        return self.role in EDITING_ROLES

    @property
    def is_administrator(self) -> bool:
        """Says who works here; may do what an officer may besides."""
        return self.role == Role.ADMINISTRATOR


class FailedSignIn(models.Model):
    """One wrong password: enough of them close upon each other and the door stays shut for a while.

    Rows rather than a cache, so that every web process counts the same.
    """

    email = models.EmailField()
    address = models.GenericIPAddressField(null=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["email", "at"])]

    def __str__(self) -> str:
        return f"{self.email} {self.at:%Y-%m-%d %H:%M}"


class ApiToken(AbstractAuthToken):
    """A program's key to one membership: it ends with the membership, at `expiry`, or with the password.

    knox stores only a hash of the key itself. `public_id` names the token to its owner, and
    `password_stamp` is the user's session hash when it was made, so that a changed password ends it.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(_("name"), max_length=100, blank=True)
    password_stamp = models.CharField(max_length=128)

    class Meta:
        ordering = ["-created"]

    def __str__(self) -> str:
        return self.name or str(self.public_id)
