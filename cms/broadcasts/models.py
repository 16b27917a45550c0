"""What the ward decides about its loudspeakers: sessions, quiet hours, what plays in them, orders of emergency.

The rows become values of the engine (`cms.broadcasts.loading`), which does all the planning and checking.
"""

from __future__ import annotations

from datetime import time
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from cms.broadcasts.schedule.clock import Weekday
from cms.broadcasts.schedule.errors import InvalidValueError
from cms.broadcasts.schedule.recurrence import Frequency, Recurrence
from cms.broadcasts.schedule.rules import DEFAULT_LIMIT_S, DEFAULT_QUIET_HOURS, QuietHours, SessionRule
from cms.broadcasts.sentences import describe_fault
from cms.core.choices import BroadcastClass
from cms.core.fields import ChoiceListField
from cms.core.write_once import WriteOnceModel

MAX_LIMIT_MINUTES = 240


class DayOfWeek(models.TextChoices):
    """Days of the week, by their ISO numbers."""

    MONDAY = "1", _("Monday")
    TUESDAY = "2", _("Tuesday")
    WEDNESDAY = "3", _("Wednesday")
    THURSDAY = "4", _("Thursday")
    FRIDAY = "5", _("Friday")
    SATURDAY = "6", _("Saturday")
    SUNDAY = "7", _("Sunday")


class HowOften(models.TextChoices):
    """The engine's `Frequency`, with names."""

    ONCE = "once", _("Once, on the first day")
    DAILY = "daily", _("Every day")
    WEEKLY = "weekly", _("Weekly, on chosen days")
    MONTHLY = "monthly", _("Monthly, on one day")


def list_all_weekdays() -> list[str]:
    """Every day of the week."""
    return list(DayOfWeek.values)


def parse_weekdays(values: list[str]) -> frozenset[Weekday]:
    """What a field of days holds, for the engine."""
    return frozenset(Weekday(int(value)) for value in values)


class BroadcastSession(models.Model):
    """A session that comes round."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    starts = models.TimeField(_("start"), help_text=_("Local hour, e.g. 05:30."))
    limit_minutes = models.PositiveSmallIntegerField(
        _("at most (minutes)"),
        default=DEFAULT_LIMIT_S // 60,
        validators=[MinValueValidator(1), MaxValueValidator(MAX_LIMIT_MINUTES)],
        help_text=_("Residents of dense areas complain when a session is longer than 15 minutes."),
    )
    weekdays = ChoiceListField(
        verbose_name=_("days of the week"), item_choices=DayOfWeek, default=list_all_weekdays, blank=False
    )

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["starts", "pk"]

    def __str__(self) -> str:
        return f"{self.name} ({self.starts:%H:%M})"

    def to_rule(self) -> SessionRule:
        """For the engine."""
        return SessionRule(str(self.pk), self.starts, self.limit_minutes * 60, parse_weekdays(self.weekdays))


@register_setting(icon="time")
class QuietHoursSettings(BaseSiteSetting):
    """Hours in which only an emergency is played."""

    starts = models.TimeField(_("quiet from"), default=DEFAULT_QUIET_HOURS.starts)
    ends = models.TimeField(_("quiet until"), default=DEFAULT_QUIET_HOURS.ends)

    panels = [FieldPanel("starts"), FieldPanel("ends")]

    class Meta:
        verbose_name = _("quiet hours of the loudspeakers")

    def clean(self) -> None:
        """They begin and end at different hours."""
        super().clean()
        if isinstance(self.starts, time) and isinstance(self.ends, time):
            _check(self.to_quiet_hours)

    def to_quiet_hours(self) -> QuietHours:
        """For the engine."""
        return QuietHours(self.starts, self.ends)


class Cluster(models.Model):
    """Loudspeakers that are switched together, as a ward counts them: a residential group (tổ dân phố)."""

    name = models.CharField(_("name"), max_length=60, unique=True, help_text=_("E.g. Tổ dân phố 5."))
    position = models.PositiveSmallIntegerField(_("place"), default=0, help_text=_("The smallest is listed first."))

    class Meta:
        verbose_name = _("loudspeaker cluster")
        verbose_name_plural = _("loudspeaker clusters")
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class ScheduledEntry(models.Model):
    """A bulletin in sessions, on the days of its recurrence."""

    bulletin = models.ForeignKey(
        "bulletins.BulletinPage", verbose_name=_("bulletin"), on_delete=models.CASCADE, related_name="+"
    )
    sessions = models.ManyToManyField(BroadcastSession, verbose_name=_("sessions"), related_name="+")
    clusters = models.ManyToManyField(
        Cluster,
        verbose_name=_("where"),
        blank=True,
        related_name="+",
        help_text=_("None ticked: all loudspeakers of the ward."),
    )
    frequency = models.CharField(_("how often"), max_length=10, choices=HowOften.choices, default=HowOften.ONCE)
    first_day = models.DateField(_("first day"), default=timezone.localdate)
    last_day = models.DateField(_("last day"), null=True, blank=True, help_text=_("Empty: until you end it."))
    weekdays = ChoiceListField(verbose_name=_("days of the week"), item_choices=DayOfWeek, help_text=_("Weekly only."))
    day_of_month = models.PositiveSmallIntegerField(
        _("day of the month"),
        null=True,
        blank=True,
        help_text=_("Monthly only. A month that is too short has it on its last day."),
    )
    position = models.PositiveSmallIntegerField(
        _("place"),
        default=0,
        help_text=_("The smallest is played first. Priority bulletins always come before normal ones."),
    )

    class Meta:
        verbose_name = _("scheduled bulletin")
        verbose_name_plural = _("scheduled bulletins")
        ordering = ["-first_day", "pk"]

    def __str__(self) -> str:
        return str(self.bulletin)

    def clean(self) -> None:
        """Its days do not contradict each other."""
        super().clean()
        if self.first_day:
            _check(self.to_recurrence)

    def to_recurrence(self) -> Recurrence:
        """For the engine. Raises InvalidValueError when its days contradict each other."""
        weekdays = parse_weekdays(self.weekdays)
        return Recurrence(Frequency(self.frequency), self.first_day, self.last_day, weekdays, self.day_of_month)


class EmergencyOrder(WriteOnceModel):
    """The record of an emergency that was ordered to play at once. It is written once and never changed."""

    bulletin = models.ForeignKey(
        "bulletins.BulletinPage",
        verbose_name=_("bulletin"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        limit_choices_to={"broadcast_class": BroadcastClass.EMERGENCY},
    )
    bulletin_title = models.CharField(_("bulletin"), max_length=255, editable=False)
    """As it was when the order was given; the record outlives the page."""
    plays_at = models.DateTimeField(_("plays at"), default=timezone.now)
    ordered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    ordered_by_name = models.CharField(_("ordered by"), max_length=300, editable=False)
    ordered_at = models.DateTimeField(_("ordered at"), auto_now_add=True)
    reason = models.TextField(_("reason"), help_text=_("Why it plays at once, whatever the hour. It stays on record."))

    class Meta:
        verbose_name = _("order of emergency")
        verbose_name_plural = _("orders of emergency")
        ordering = ["-plays_at", "-pk"]
        default_permissions = ("add", "view")

    def __str__(self) -> str:
        return self.bulletin_title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the record with the names that it must keep."""
        if self._state.adding:
            self.bulletin_title = self.bulletin.title if self.bulletin else self.bulletin_title
            if self.ordered_by is not None:
                self.ordered_by_name = self.ordered_by.get_full_name() or self.ordered_by.get_username()
        super().save(*args, **kwargs)


class PlayRecord(models.Model):
    """A line of the diary: one bulletin in one session at one cluster, played or not.

    It tells names as they were, so that a report stays true when pages and clusters are renamed or deleted.
    """

    session_identity = models.CharField(max_length=60, editable=False)
    """`PlannedSession.identity`."""
    starts_at = models.DateTimeField(_("session"), db_index=True)
    entry_key = models.CharField(max_length=60, editable=False)
    """Of the entry or the order of emergency that put it there."""
    bulletin = models.ForeignKey(
        "bulletins.BulletinPage", verbose_name=_("bulletin"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    bulletin_title = models.CharField(_("bulletin"), max_length=255)
    broadcast_class = models.CharField(_("class of bulletin"), max_length=10, choices=BroadcastClass.choices)
    topic_title = models.CharField(_("topic"), max_length=255, blank=True)
    cluster_name = models.CharField(_("where"), max_length=60, blank=True)
    """Empty: all loudspeakers of a ward that counts no clusters."""
    was_played = models.BooleanField(_("played"))
    reason = models.CharField(_("why it was not played"), max_length=300, blank=True)
    noted_by_name = models.CharField(_("noted by"), max_length=300)
    noted_at = models.DateTimeField(_("noted at"), auto_now=True)

    class Meta:
        verbose_name = _("line of the broadcasting diary")
        verbose_name_plural = _("broadcasting diary")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session_identity", "entry_key", "cluster_name"], name="one_line_for_each_item_and_cluster"
            )
        ]

    def __str__(self) -> str:
        return f"{self.bulletin_title}, {timezone.localtime(self.starts_at):%H:%M %d/%m/%Y}"


class CalendarAddress(models.Model):
    """The secret part of the calendar's address (`cms.broadcasts.calendar_address`)."""

    secret = models.CharField(max_length=64, unique=True, editable=False)
    made_by_name = models.CharField(max_length=300, editable=False)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.made_at:%d/%m/%Y}"


def _check(build: Any) -> None:
    """Turn the engine's refusal into an error of the field that must change."""
    try:
        build()
    except InvalidValueError as error:
        raise ValidationError({error.field: describe_fault(error)}) from error
