"""All pages of a pathway in one for the preview: each as residents will see it, in the order of reading.

A link from one to another leads up or down the page, so that its editor can walk through a draft that stands nowhere.
Of the theme it knows its contract alone: what is a page's own stands in its one `<main>`.
"""

from __future__ import annotations

import re

from site_builder.documents.model import ContentDocument
from site_builder.documents.pathways import Pathway, build_step_address, read_steps
from site_builder.rendering.renderer import Renderer

_MAIN = re.compile(r"(<main\b[^>]*>)(.*)(?=</main>)", re.DOTALL)
_NAME = re.compile(r'(?<= )(id|for|aria-labelledby|aria-describedby)="([^"]+)"')
_LINK = re.compile(r'(?<= href=")/[^"]*(?=")')
_START = "trang-dau"


def render_all_steps(renderer: Renderer, document: ContentDocument) -> str:
    """The first page of a pathway, with each question and answer below it.

    Raises:
        SiteBuilderError: as the page of a document.
    """
    html = renderer.render_document(document).html
    address = document.meta.address
    steps = Pathway(read_steps(document.body)).list_in_order()
    anchors = {address: f"#{_START}"}
    parts = [renderer.render_preview_step(_START, 0, len(steps)) + _cut_main(html)]
    for number, step in enumerate(steps, start=1):
        anchor = f"{'cau-hoi' if step.is_question else 'tra-loi'}-{number}"
        anchors[build_step_address(address, step.name)] = f"#{anchor}"
        content = _cut_main(renderer.render_step(document, step.key).html)
        banner = renderer.render_preview_step(anchor, number, len(steps), is_question=step.is_question)
        parts.append(banner + _NAME.sub(rf'\1="{anchor}-\2"', content))
    shown = _LINK.sub(lambda link: anchors.get(link[0], link[0]), "\n".join(parts))
    return _MAIN.sub(lambda main: main[1] + shown, html, count=1)


def _cut_main(html: str) -> str:
    main = _MAIN.search(html)
    return main[2] if main else ""
