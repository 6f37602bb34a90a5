"""People who log in: members of organisations and staff of the platform."""

from collections.abc import Callable
from typing import Any
from zoneinfo import available_timezones

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def validate_time_zone(name: str) -> None:
    """Refuse a zone that the time zone database does not know."""
    if name not in available_timezones():
        raise ValidationError(_("There is no such time zone."), code="time_zone")


class UserQuerySet(models.QuerySet["User"]):
    def with_second_factor(self) -> "UserQuerySet":
        """People annotated with `factor_set`: whether they set up an authenticator app."""
        factors = Authenticator.objects.filter(
            user=models.OuterRef("pk"), type=Authenticator.Type.TOTP
        )
        return self.annotate(factor_set=models.Exists(factors))


class UserManager(BaseUserManager["User"]):
    def get_queryset(self) -> UserQuerySet:
        return UserQuerySet(self.model, using=self._db)

    def with_second_factor(self) -> UserQuerySet:
        """People annotated with `factor_set`: whether they set up an authenticator app."""
        return self.get_queryset().with_second_factor()

    def create_user(self, email: str, password: str | None = None, **more: Any) -> "User":
        user = self.model(email=email.strip().lower(), **more)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **more: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **more)

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):
    """A person with a login. The email address is the name to log in by."""

    email = models.EmailField(_("email address"), max_length=254, unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, default="en"
    )
    time_zone = models.CharField(
        _("time zone"), max_length=60, default="UTC", validators=(validate_time_zone,)
    )
    is_staff = models.BooleanField(
        _("staff"), default=False, help_text=_("May work in the admin, with a second factor.")
    )
    is_active = models.BooleanField(
        _("active"), default=True, help_text=_("Whoever is not active cannot log in.")
    )
    sessions_ended = models.PositiveIntegerField(
        _("times logged out everywhere"), default=0, editable=False
    )
    date_joined = models.DateTimeField(_("joined"), default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    # Set by the middleware on the person of a request: was this very session opened with a second
    # factor? Empty on a person read from the database.
    session_check: Callable[[], bool] | None = None

    class Meta:
        ordering = ("email",)
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = (
            models.UniqueConstraint(
                Lower("email"),
                name="accounts_user_email_unique",
                violation_error_message=_("There is a login with this email address already."),
            ),
        )

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def has_authenticator(self) -> bool:
        """Whether an authenticator app is set up for this login, in whatever session."""
        return Authenticator.objects.filter(user=self, type=Authenticator.Type.TOTP).exists()

    @property
    def second_factor_verified(self) -> bool:
        """Whether this session was opened with a second factor; outside one, whether one is set."""
        proved = self.session_check is None or self.session_check()
        return proved and self.has_authenticator

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name or self.email.partition("@")[0]

    def end_sessions(self) -> None:
        """Log the person out everywhere: every session carries the count it was opened with."""
        type(self)._base_manager.filter(pk=self.pk).update(
            sessions_ended=models.F("sessions_ended") + 1
        )
        self.refresh_from_db(fields=["sessions_ended"])

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        own = super()._get_session_auth_hash(secret)  # type: ignore[misc]  # because of the stubs
        return f"{own}.{self.sessions_ended}"
