"""Admin pages that are not Wagtail's: the handbook."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from cms.core.handbook import find_chapter, list_chapters, render_chapter


def show_handbook(request: HttpRequest) -> HttpResponse:
    """The list of chapters."""
    return render(request, "core/handbook.html", {"chapters": list_chapters()})


def show_chapter(request: HttpRequest, slug: str) -> HttpResponse:
    """One chapter."""
    chapter = find_chapter(slug)
    if chapter is None:
        raise Http404(slug)
    context = {"chapters": list_chapters(), "chapter": chapter, "text": render_chapter(chapter)}
    return render(request, "core/handbook.html", context)
