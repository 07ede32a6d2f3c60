"""Staff users and what a group of them may do for a branch. Patrons have no account."""

from django.contrib.auth.models import AbstractUser, BaseUserManager, Group
from django.db import models
from django.utils.translation import gettext_lazy as _


class StaffManager(BaseUserManager["User"]):
    """Creates users by e-mail address."""

    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **extra: object) -> "User":
        user = self.model(email=self.normalize_email(email), **extra)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **extra: object) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **extra)


class User(AbstractUser):
    """A member of staff, known by e-mail address."""

    username = None  # type: ignore[assignment]
    email = models.EmailField(_("e-mail address"), unique=True)

    objects = StaffManager()  # type: ignore[assignment,misc]

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    class Meta:
        verbose_name = _("member of staff")
        verbose_name_plural = _("staff")

    def __str__(self) -> str:
        return self.get_full_name() or self.email


class Role(models.TextChoices):
    """What staff do for a branch; each role holds the rights of those before it, the auditor only looks."""

    DESK = "desk", _("Desk")
    EDITOR = "editor", _("Editor")
    MANAGER = "manager", _("Manager")
    AUDITOR = "auditor", _("Auditor")


class BranchRole(models.Model):
    """What being in a group means: acting for one branch in one role. Membership itself stays Django's."""

    group = models.OneToOneField(Group, on_delete=models.CASCADE, related_name="branch_role")
    branch = models.ForeignKey("places.Branch", on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(max_length=10, choices=Role.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["branch", "role"], name="one_group_per_branch_and_role")]

    def __str__(self) -> str:
        return f"{self.branch} · {self.get_role_display()}"
