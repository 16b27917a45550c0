"""What others may hear of jobs."""

from __future__ import annotations

from django.dispatch import Signal

job_failed = Signal()
"""Sent with `job` after a job has failed for good, in the transaction that writes it down."""
