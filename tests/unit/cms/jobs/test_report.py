"""The report of jobs in the admin."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from cms.jobs.models import Job, JobState
from cms.jobs.runner import enqueue

pytestmark = pytest.mark.django_db


@pytest.fixture
def failed_job() -> Job:
    job = enqueue("publish-site", "changes")
    Job.objects.filter(pk=job.pk).update(state=JobState.FAILED, error="Ổ đĩa đã đầy.")
    return job


def test_the_report_shows_the_sentence_and_a_button(admin_client: Client, failed_job: Job) -> None:
    page = admin_client.get(reverse("job_report")).content.decode()
    assert "Ổ đĩa đã đầy." in page
    assert reverse("retry_job", args=[failed_job.pk]) in page


def test_a_failed_job_is_retried_from_the_report(failed_job: Job, admin_user) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(admin_user)
    page = client.get(reverse("job_report"))
    token = client.cookies["csrftoken"].value
    assert page.status_code == 200
    client.post(reverse("retry_job", args=[failed_job.pk]), {"csrfmiddlewaretoken": token})
    failed_job.refresh_from_db()
    assert failed_job.state == JobState.READY


def test_a_visitor_sees_no_report(client: Client, failed_job: Job) -> None:
    assert client.get(reverse("job_report")).status_code == 302
    assert client.post(reverse("retry_job", args=[failed_job.pk])).status_code == 302
    failed_job.refresh_from_db()
    assert failed_job.state == JobState.FAILED
