"""What is indexed of a document, and where it is said to stand."""

from __future__ import annotations

from site_builder.documents.block_values import build_block
from site_builder.documents.model import ContentDocument
from site_builder.search.wording import BODY_SYLLABLES, NEIGHBOURS, Occurrence, Place, describe_document
from tests.unit.site_builder.documents.samples import make_document


def describe(document: ContentDocument) -> dict[str, Occurrence]:
    return describe_document(document.meta, document.body)


def find_places(document: ContentDocument, spelling: str) -> int:
    return describe(document)[spelling].places & (Place.TITLE | Place.HEADING | Place.SUMMARY)


def test_each_field_has_its_place() -> None:
    question = build_block("question", question="Mất hộ khẩu không?", answer="Không mất.")
    step = build_block("step", title="Nộp hồ sơ", body="Đến phường.")
    document = make_document(
        "explainer/a",
        build_block("heading", text="Ai phải làm"),
        build_block("steps", items=(step,)),
        build_block("questions", items=(question,)),
        title="Tạm trú",
        summary="Ở lâu",
        tags=["thuê nhà"],
        who="Người thuê",
    )
    assert find_places(document, "tam.") == Place.TITLE
    for spelling in ("ai", "nôp.", "khâu?", "nha`"):
        assert find_places(document, spelling) == Place.HEADING, spelling
    assert find_places(document, "lâu") == Place.SUMMARY
    for spelling in ("ngươi`", "phương`"):
        assert find_places(document, spelling) == 0, spelling


def test_questions_and_answers_of_a_pathway_are_headings_and_their_short_names_are_no_words() -> None:
    choice = build_block("choice", label="Vài hôm", next="luu-ve")
    document = make_document(
        "pathway/a",
        build_block("ask", question="Ở bao lâu?", name="hoi-mot", choices=(choice,)),
        build_block("result", title="Hãy báo", name="luu-ve", contact="Công an"),
    )
    for spelling in ("lâu", "hay~"):
        assert find_places(document, spelling) == Place.HEADING, spelling
    assert {"vai`", "công"} <= describe(document).keys()
    assert describe(document).keys().isdisjoint({"hoi", "mot", "luu", "ve"})


def test_a_place_adds_to_another() -> None:
    document = make_document("story/a", title="Tạm trú", summary="Về tạm trú", tags=["tạm trú"])
    assert find_places(document, "tru'") == Place.TITLE | Place.HEADING | Place.SUMMARY


def test_only_explainers_are_marked_as_such() -> None:
    found = {ref: describe(make_document(ref, title="Tạm trú"))["tam."].places for ref in ("explainer/a", "story/a")}
    assert {ref: bool(places & Place.EXPLAINER) for ref, places in found.items()} == {
        "explainer/a": True,
        "story/a": False,
    }


def test_a_short_title_counts_for_more() -> None:
    titles = ["Luật Cư trú", "Luật Cư trú năm 2020", "Luật Cư trú và mọi điều cần biết", "Luật " * 12]
    places = [describe(make_document("story/a", title=title))["luât."].places for title in titles]
    assert [place // Place.BREVITY for place in places] == [3, 2, 1, 0]


def test_a_law_is_known_by_its_number() -> None:
    law = make_document("law/a", title="Luật Cư trú", number="68/2020/QH14")
    assert find_places(law, "qh14") == Place.TITLE
    assert describe(law)["68"].neighbours == ["2020"]


def test_neighbours_follow_within_one_field_the_titles_first() -> None:
    summary = "Trú ẩn, trú ngụ, trú chân."
    document = make_document("story/a", title="Tạm trú", summary=summary, tags=["thường trú quán"])
    found = describe(document)
    assert found["tam."].neighbours == ["tru"]
    assert found["tru'"].neighbours == ["quan", "an", "ngu"]
    assert len(found["tru'"].neighbours) == NEIGHBOURS


def test_the_body_is_cut_and_the_rest_stays_unindexed() -> None:
    text = " ".join(f"chữ{number}" for number in range(BODY_SYLLABLES + 5))
    found = describe(make_document("story/a", build_block("text", body=text), title="Dài"))
    assert f"chư{BODY_SYLLABLES - 1}~" in found
    assert f"chư{BODY_SYLLABLES}~" not in found


def test_targets_of_links_are_not_words() -> None:
    text = "Xem [luật này]({filename}/law/luat-cu-tru.md) và <https://vi.example/nguon>."
    found = describe(make_document("story/a", build_block("text", body=text), title="Dài"))
    assert {"xem", "luât.", "nay`", "va`", "dai`"} == set(found)
