"""Documents → pages and laws.

Documents may name each other in a circle, so the missing ones are first made as empty drafts (`make_stub`) and then
filled and published (`fill`).
"""

from __future__ import annotations

import json
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.models import Site

from cms.core.imports import publishing_import
from cms.core.models import BasePage
from cms.home.models import HomePage
from cms.laws.models import Law
from cms.media.packages import PackagedPage
from cms.publishing.errors import BrokenReferenceError, MappingError
from cms.publishing.importing.problems import CREATED, UNCHANGED, UPDATED, Change
from cms.publishing.mapping.body import BodyReader
from cms.publishing.mapping.front_matter import Subject, read_front_matter
from cms.publishing.mapping.references import References, find_subject, list_page_classes
from cms.publishing.snapshot import build_snapshot
from site_builder.documents.model import ContentDocument, FrontMatter, LawFrontMatter


def has_subject(meta: FrontMatter) -> bool:
    """Whether the CMS knows the document already."""
    return find_subject(meta.id) is not None


def make_stub(meta: FrontMatter) -> None:
    """Make an empty draft with the document's id and address, so that others can refer to it.

    Raises:
        MappingError: another page has its address, or its topic does not exist.
    """
    if isinstance(meta, LawFrontMatter):
        _make_law_stub(meta)
    elif meta.kind == "home":
        HomePage.objects.update(document_id=meta.id)
    else:
        _make_page_stub(meta)


def discard_stub(document_id: UUID) -> None:
    """Remove the empty draft of a document that turned out to be broken."""
    subject = find_subject(document_id)
    if subject is not None and not subject.live:
        subject.delete()


def is_current(document: ContentDocument) -> bool:
    """Whether the CMS holds exactly this document, published."""
    subject = find_subject(document.meta.id)
    if subject is None or not subject.live:
        return False
    try:
        return build_snapshot(subject, References()).document == document
    except MappingError:
        return False


def introduce(meta: FrontMatter, references: References) -> None:
    """Let references to the document's address in the files find its page, which may still have an older address."""
    subject = find_subject(meta.id)
    if subject is not None:
        references.introduce(meta.ref, subject.pk)


def fill(document: ContentDocument, references: References, *, is_new: bool) -> Change:
    """Write the document over its page or law and publish it as a new revision.

    Raises:
        MappingError: a reference is broken, or the page does not accept a value.
    """
    if is_current(document):
        return UNCHANGED
    subject = find_subject(document.meta.id)
    if subject is None:
        raise MappingError(_("The page of this document is missing."))
    if isinstance(subject, BasePage):
        subject = _place(subject, document.meta, references)
    read_front_matter(subject, document.meta, references)
    subject.body = json.dumps(BodyReader(references).read(document.body))
    _publish(subject, document.meta)
    return CREATED if is_new else UPDATED


def _make_law_stub(meta: LawFrontMatter) -> None:
    _refuse_namesake(Law.objects.filter(slug=meta.slug).first())
    law = Law(document_id=meta.id, slug=meta.slug, title=meta.title, live=False)
    law.number, law.law_type, law.issuer, law.issued = meta.number, meta.law_type, meta.issuer, meta.issued
    _check(law)
    law.save()


def _make_page_stub(meta: FrontMatter) -> None:
    page_class = list_page_classes()[meta.kind]
    _refuse_namesake(page_class.objects.filter(slug=meta.slug).first())
    page = page_class(document_id=meta.id, slug=meta.slug, title=meta.title, live=False)
    _find_parent(meta, References()).add_child(instance=page)


def _find_parent(meta: FrontMatter, references: References) -> BasePage:
    """The topic, or the home page for what has none."""
    if meta.topic and meta.kind != "topic":
        ref = f"topic/{meta.topic}"
        if not references.has_document(ref):
            raise BrokenReferenceError(ref, key="topic")
        return BasePage.objects.get(pk=references.find_page(ref))
    return BasePage.objects.get(pk=Site.objects.get(is_default_site=True).root_page_id)


def _place(page: BasePage, meta: FrontMatter, references: References) -> BasePage:
    """The page below the parent that its document says."""
    if meta.kind == "home":
        return page
    parent = _find_parent(meta, references)
    if page.get_parent().pk != parent.pk:
        page.move(parent, pos="last-child")
    return page.specific_class.objects.get(pk=page.pk)


def _publish(subject: Subject, meta: FrontMatter) -> None:
    _check(subject)
    if isinstance(subject, PackagedPage):
        revision = subject.save_revision(clean=False, makes_package=False)
    elif isinstance(subject, BasePage):
        revision = subject.save_revision(clean=False)
    else:
        revision = subject.save_revision()
    with publishing_import():
        revision.publish()
    type(subject).objects.filter(pk=subject.pk).update(
        first_published_at=meta.published, last_published_at=meta.updated
    )


def _check(subject: Subject) -> None:
    """`MappingError` with what the form would have said."""
    try:
        subject.full_clean()
    except ValidationError as error:
        key, messages = next(iter(error.message_dict.items()))
        raise MappingError(str(messages[0]), key="" if key == "__all__" else key) from error


def _refuse_namesake(namesake: Subject | None) -> None:
    if namesake is not None:
        raise MappingError(
            _("“%(title)s” (%(id)s) already has this address in the CMS.")
            % {"title": namesake.title, "id": namesake.document_id},
            key="slug",
        )
