"""The first screen after signing in: write, go on writing, see what failed, see what is out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from wagtail.admin.ui.components import Component

from cms.core.models import BasePage
from cms.jobs.models import Job, JobState
from cms.topics.models import TopicPage

ROWS = 6


class NewsroomPanel(Component):
    """What an officer came for."""

    name = "newsroom"
    template_name = "core/dashboard.html"
    order = 50

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Topics to write under, drafts, failed jobs, the latest publications."""
        user = parent_context["request"].user if parent_context else None
        topics = TopicPage.objects.order_by("order", "title") if user else []
        pages = BasePage.objects.filter(depth__gt=1)
        drafts = pages.filter(Q(live=False) | Q(has_unpublished_changes=True)).order_by("-latest_revision_created_at")
        return {
            "topics": [
                (topic, reverse("wagtailadmin_pages:add", args=("explainers", "explainerpage", topic.pk)))
                for topic in topics
                if topic.permissions_for_user(user).can_add_subpage()
            ],
            "drafts": drafts.specific()[:ROWS],
            "failed_jobs": list_failed_jobs()[:ROWS],
            "published": pages.filter(live=True).exclude(last_published_at=None).order_by("-last_published_at")[:ROWS],
        }


def list_failed_jobs() -> QuerySet[Job]:
    """Jobs that failed and whose work no later job has done."""
    later = Job.objects.filter(
        kind=OuterRef("kind"), target=OuterRef("target"), pk__gt=OuterRef("pk"), state=JobState.SUCCESSFUL
    )
    return Job.objects.filter(~Exists(later), state=JobState.FAILED).order_by("-created")
