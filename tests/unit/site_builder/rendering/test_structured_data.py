"""What search engines are told of a page."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from site_builder.documents.block_values import build_block
from site_builder.documents.kinds import Kind
from site_builder.rendering import Renderer
from tests.unit.site_builder.rendering import samples


def read_graph(renderer: Renderer, kind: Kind, *body: Any, **values: Any) -> dict[str, Any]:
    """The objects of a page's JSON-LD by their type."""
    html = renderer.render_document(samples.build_document(kind, "a", *body, **values)).html
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    return {each["@type"]: each for each in json.loads(text)["@graph"]}


def test_questions_are_told_with_plain_answers(renderer: Renderer) -> None:
    asked = build_block("question", question="Ai & khi nào?", answer="**Bạn**, trong 3 ngày.")
    graph = read_graph(renderer, Kind.EXPLAINER, build_block("questions", items=[asked]))
    assert graph["FAQPage"]["mainEntity"] == [
        {
            "@type": "Question",
            "name": "Ai & khi nào?",
            "acceptedAnswer": {"@type": "Answer", "text": "Bạn, trong 3 ngày."},
        }
    ]
    assert graph["Article"]["@id"] == "https://luat.example.vn/giai-thich/a/"


def test_a_page_without_questions_tells_none(renderer: Renderer) -> None:
    assert "FAQPage" not in read_graph(renderer, Kind.EXPLAINER, samples.BLOCKS[0])


@pytest.mark.parametrize(
    ("status", "force"),
    [
        ("in-force", "InForce"),
        ("partly-expired", "PartiallyInForce"),
        ("expired", "NotInForce"),
        ("not-yet-in-force", "NotInForce"),
    ],
)
def test_a_law_tells_whether_it_applies(renderer: Renderer, status: str, force: str) -> None:
    law = read_graph(renderer, Kind.LAW, status=status, **samples.LAW_FIELDS)["Legislation"]
    assert law["legislationLegalForce"] == f"https://schema.org/{force}"
    assert law["legislationIdentifier"] == "68/2020/QH14"
