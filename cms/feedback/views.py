"""The address that the site's own form is sent to. No account, no script, no cookie.

The form stands on a page of files, which can hold no token against forgery: instead the browser must say that it comes
from the site (`Origin`, else `Referer`), and all that an answer can do is to be counted. A second, optional form adds a
sentence to the answer that was just given; a signed ticket says which that is.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from cms.feedback.errors import FeedbackError, TooManyVotesError
from cms.feedback.models import MAX_SENTENCE_LENGTH, Vote
from cms.feedback.voting import add_sentence, cast_vote, find_page, identify_voter

TICKET_AGE_S = 3600
"""How long a sentence can be added to an answer."""
MAX_BODY_BYTES = 8_000
"""A form of ours is far smaller, with 500 characters of four bytes, each written as `%F0…`, too."""
ANSWERS = {"yes": True, "no": False}
TRAP = "website"
"""A field that people do not see: whoever fills it is a machine, and is thanked like everybody."""

_signer = TimestampSigner(salt="cms.feedback.ticket")

View = Callable[[HttpRequest], HttpResponseBase]


def from_the_site(view: View) -> View:
    """Refuse what does not come from a page of the site, or from this one; speak the language of the site."""

    @wraps(view)
    def wrapped(request: HttpRequest) -> HttpResponseBase:
        with override(settings.LANGUAGE_CODE):
            if not _is_ours(request):
                return _refuse(request, _("This form can be sent from the ward's site alone."), status=403)
            if int(request.headers.get("Content-Length") or 0) > MAX_BODY_BYTES:
                return _refuse(request, _("This is longer than can be taken."), status=413)
            return _keep_out_of_caches(view(request))

    return wrapped


@csrf_exempt  # the origin is checked in its place: a page of files can hold no token
@require_POST
@from_the_site
def take_vote(request: HttpRequest) -> HttpResponseBase:
    """Note whether a page was useful."""
    document_id, answer = _read_id(request.POST.get("page", "")), request.POST.get("answer", "")
    if document_id is None or answer not in ANSWERS:
        return _refuse(request, _("This form is not complete. Go back and choose one of the two answers."), status=400)
    if request.POST.get(TRAP):
        return redirect(reverse("feedback_thanks"))
    voter = identify_voter(_find_address(request), request.headers.get("User-Agent", ""), timezone.localdate())
    try:
        vote = cast_vote(document_id, voter, is_useful=ANSWERS[answer])
    except TooManyVotesError:
        return _refuse(request, _("Too many answers have come from here today. Please call the ward."), status=429)
    except FeedbackError:
        return _refuse(request, _("This page is no longer on the site."), status=404)
    return redirect(f"{reverse('feedback_thanks')}?phieu={_signer.sign(str(vote.pk))}")


@csrf_exempt  # as above; the ticket says which answer it is
@require_POST
@from_the_site
def take_sentence(request: HttpRequest) -> HttpResponseBase:
    """Add a sentence to the answer that was just given."""
    vote = _find_vote(request.POST.get("phieu", ""))
    sentence = request.POST.get("sentence", "")
    if len(sentence) > MAX_SENTENCE_LENGTH:
        return _refuse(request, _("This is longer than can be taken."), status=413)
    if vote is not None and not request.POST.get(TRAP):
        add_sentence(vote.pk, sentence)
    return redirect(f"{reverse('feedback_thanks')}?xong=1")


@require_safe
def show_thanks(request: HttpRequest) -> HttpResponseBase:
    """Thank for an answer; offer to add a sentence to one that was just given."""
    with override(settings.LANGUAGE_CODE):
        ticket = request.GET.get("phieu", "")
        vote = _find_vote(ticket)
        page = find_page(vote.document_id) if vote else None
        context = {
            "ticket": ticket if vote else "",
            "is_useful": vote is not None and vote.is_useful,
            "is_done": bool(request.GET.get("xong")),
            "max_length": MAX_SENTENCE_LENGTH,
            "trap": TRAP,
            "back": settings.SITE_BASE_URL + (page.address if page else "/"),
            "page_title": page.title if page else "",
        }
        return _keep_out_of_caches(render(request, "feedback/thanks.html", context))


def _is_ours(request: HttpRequest) -> bool:
    """Whether the browser says that the form stood on the site, or on a page of this one."""
    ours = {_read_origin(settings.SITE_BASE_URL), f"{request.scheme}://{request.get_host()}"}
    said = request.headers.get("Origin") or _read_origin(request.headers.get("Referer", ""))
    return said in ours


def _read_origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _find_address(request: HttpRequest) -> str:
    """Of the browser; behind our own proxy, what that proxy saw."""
    forwarded = request.headers.get("X-Forwarded-For", "")
    if forwarded and getattr(settings, "SECURE_PROXY_SSL_HEADER", None):
        return forwarded.rpartition(",")[2].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def _read_id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _find_vote(ticket: str) -> Vote | None:
    try:
        key = _signer.unsign(ticket, max_age=TICKET_AGE_S)
    except BadSignature:
        return None
    return Vote.objects.filter(pk=key).first()


def _refuse(request: HttpRequest, sentence: str, *, status: int) -> HttpResponse:
    context = {"sentence": sentence, "back": settings.SITE_BASE_URL + "/"}
    response = render(request, "feedback/refused.html", context, status=status)
    _keep_out_of_caches(response)
    return response


def _keep_out_of_caches(response: HttpResponseBase) -> HttpResponseBase:
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
