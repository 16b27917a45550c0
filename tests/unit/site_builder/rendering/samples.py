"""A small site that has every kind of document, every block and every kind of asset."""

from __future__ import annotations

import hashlib
import uuid
from pathlib import Path
from typing import Any

from media_pipeline.manifest import (
    ClipCut,
    MediaKind,
    MediaManifest,
    MediaRecord,
    Package,
    PackagePiece,
    Rendition,
    RenditionRole,
    Source,
    Speech,
)
from site_builder.documents.block_values import BlockValue, build_block
from site_builder.documents.kinds import Kind
from site_builder.documents.model import FRONT_MATTER, ContentDocument
from site_builder.rendering.library import Media
from site_builder.settings import SiteSettings

NAMESPACE = uuid.UUID("6d1f5f0e-5a5b-4b49-8f0f-0d4f7c1f9a11")
SETTINGS = SiteSettings(
    title="Tiếng Luật",
    tagline="Pháp luật dễ hiểu",
    ward="phường Hải An",
    organisation="Ủy ban nhân dân phường Hải An",
    language="en",
    base_url="https://luat.example.vn",
    hotline="113",
    contact_address="Số 1 phố Chợ",
)
"""In English, the source of all messages, so that tests do not depend on the catalogue."""

CAPTIONS = """WEBVTT

1
00:00:00.500 --> 00:00:02.000
<v An>Xin chào</v>
bà con &amp; cô bác.

00:01:05.250 --> 00:01:07.000
Hết.
"""


def build_meta(kind: Kind, slug: str, **values: Any) -> dict[str, Any]:
    """Front matter of a document, as a file would have it."""
    return {
        "id": str(uuid.uuid5(NAMESPACE, f"{kind}/{slug}")),
        "kind": kind.value,
        "title": slug.replace("-", " ").capitalize(),
        "slug": slug,
        "summary": f"Tóm tắt {slug}.",
        "published": "2026-11-10T08:00:00+07:00",
        "updated": "2026-11-12T08:00:00+07:00",
        **values,
    }


def build_document(kind: Kind, slug: str, *body: BlockValue, **values: Any) -> ContentDocument:
    """A document."""
    return ContentDocument(meta=FRONT_MATTER.validate_python(build_meta(kind, slug, **values)), body=body)


LAW_FIELDS = {"number": "68/2020/QH14", "law_type": "Luật", "issuer": "Quốc hội", "issued": "2020-11-13"}
CITES = ({"law": "law/luat-cu-tru", "article": "27", "clause": "1"},)

BLOCKS: tuple[BlockValue, ...] = (
    build_block("text", body="Ở từ **30 ngày** trở lên, xem [luật]({filename}/law/luat-cu-tru.md#dieu-27)."),
    build_block("heading", text="Chuẩn bị"),
    build_block("heading", text="Giấy tờ", level="3"),
    build_block(
        "steps",
        title="Các bước",
        items=(
            build_block("step", title="Chuẩn bị", body="- Tờ khai\n  - mẫu mới"),
            build_block("step", title="Nộp", body=""),
        ),
    ),
    build_block("warning", title="Lưu ý", body="Đừng để hết hạn."),
    build_block("facts", items=(build_block("fact", label="Lệ phí", value="15.000 đồng"),)),
    build_block(
        "table", caption="Lệ phí", rows=(("Việc", "Tiền"), ("Nộp tại chỗ", "15.000 đồng")), has_header_column=True
    ),
    build_block("image", image="anh", caption="Chú thích"),
    build_block("audio", audio="bai-nghe", caption="Nghe thử"),
    build_block("video", video="bai-xem", caption="Xem thử"),
    build_block("quote", source="Bác Tâm", text="Tôi không biết."),
    build_block("cite", law="law/luat-cu-tru", article="27", clause="1", point="a", says="Công dân phải đăng ký."),
    build_block("questions", items=(build_block("question", question="Ai làm?", answer="Bạn."),)),
    build_block("term", term="Tạm trú", meaning="Nơi ở một thời gian."),
    build_block("download", title="Mẫu đơn", file="mau-don"),
    build_block("related", pages=("explainer/tam-tru",)),
)
"""Every block that all kinds may use, once."""

PASSAGES = tuple(build_block(name, body="Lời kể.") for name in ("situation", "law_says", "to_do"))
PIECES = (
    build_block("chime", title="Nhạc hiệu"),
    build_block("greeting", title="Lời chào", opening="Kính chào bà con.", day="2026-11-27", script="Mời bà con nghe."),
    build_block("piece", title="Tin một", audio="bai-nghe", station="Đài tỉnh", pages=("explainer/tam-tru",)),
    build_block("piece", title="Tin hai", script="Kính thưa bà con.\n\nHết."),
    build_block("key_point", title="Điều cần nhớ", script="Khai báo trước 22h."),
    build_block("closing", title="Lời kết", script="Xin cảm ơn."),
)

STEPS = (
    build_block(
        "ask",
        question="Bạn ở bao lâu?",
        name="ở bao lâu",
        hint="Tính từ ngày đến ở.",
        choices=(
            build_block("choice", label="Vài hôm", next="báo lưu trú"),
            build_block("choice", label="Từ 30 ngày", page="explainer/tam-tru"),
            build_block("choice", label="Chưa rõ"),
        ),
    ),
    build_block(
        "result",
        title="Chỉ cần báo",
        name="báo lưu trú",
        pages=("explainer/tam-tru", "story/chuyen"),
        contact="Công an phường",
        body="Báo **trước 23 giờ**.",
    ),
)


def build_documents() -> tuple[ContentDocument, ...]:
    """One document of each kind, and a second law that the first has replaced."""
    heard = {"audio": "bai-nghe", "show": "chuong-trinh", "package": "goi"}
    return (
        build_document(Kind.HOME, "trang-chu", BLOCKS[0], featured=("explainer/tam-tru",), image="anh", is_sample=True),
        build_document(Kind.TOPIC, "cu-tru", BLOCKS[0], image="anh"),
        build_document(
            Kind.EXPLAINER,
            "tam-tru",
            *BLOCKS,
            topic="cu-tru",
            tags=("tạm trú", "Thuê nhà"),
            audiences=("residents", "youth"),
            cites=CITES,
            who="Ai cũng vậy.\nKể cả trẻ em.",
            deadline="03 ngày",
            cost="15.000 đồng",
            where="Công an phường",
            reviewed="2026-11-09",
            review_due="2027-05-09",
            reviewer="Cán bộ",
            image="anh",
            is_sample=True,
            easy_read=({"text": "Bạn ở đây từ 30 ngày.\nBạn hãy đăng ký.", "image": "anh"}, {"text": "Hỏi phường."}),
            sign_video="bai-xem",
            **heard,
        ),
        build_document(Kind.STORY, "chuyen", *PASSAGES, people=({"name": "Chị Hoa", "role": "người thuê"},), **heard),
        build_document(Kind.AUDIO, "nghe", BLOCKS[0], episode=3, season=1, clips=("doan-ngan",), **heard),
        build_document(Kind.VIDEO, "xem", BLOCKS[0], video="bai-xem", clips=("doan-ngan",), topic="cu-tru"),
        build_document(Kind.SHOW, "chuong-trinh", BLOCKS[0], author="Phường", email="a@b.vn", image="anh"),
        build_document(
            Kind.BULLETIN, "ban-tin", *PIECES, broadcast_class="emergency", valid_until="2026-12-01", package="goi"
        ),
        build_document(
            Kind.LAW, "luat-cu-tru", BLOCKS[0], link="https://vbpl.vn/luat", effective="2021-07-01", **LAW_FIELDS
        ),
        build_document(Kind.LAW, "luat-cu", replaced_by="law/luat-cu-tru", status="expired", **LAW_FIELDS),
        build_document(Kind.PATHWAY, "den-o", BLOCKS[0], *STEPS, topic="cu-tru", reviewed="2026-11-09", is_sample=True),
        build_document(Kind.PAGE, "gioi-thieu", *(build_block("heading", text=f"Mục {number}") for number in range(5))),
    )


def build_media(store: Path) -> tuple[Media, ...]:
    """One asset of each kind, with its files in a media store."""
    audio = _source("a.wav", "audio/wav")
    return (
        _image(store),
        _media(
            store,
            MediaManifest(
                **_asset("bai-nghe", MediaKind.AUDIO), has_synthetic_voice=True, script="bai-nghe.txt", speech=Speech()
            ),
            (RenditionRole.PODCAST, "bai-nghe.mp3", "audio/mpeg", b"m" * 900),
            (RenditionRole.WEB, "bai-nghe.opus", "audio/ogg", b"o" * 300),
            (RenditionRole.CAPTIONS, "bai-nghe.vtt", "text/vtt", CAPTIONS.encode()),
        ),
        _media(
            store,
            MediaManifest(**_asset("loi-doc", MediaKind.AUDIO), source=audio),
            (RenditionRole.PODCAST, "loi-doc.mp3", "audio/mpeg", b"m" * 800),
            (RenditionRole.TRANSCRIPT, "loi-doc.txt", "text/plain", "Đoạn <một>.\n\nĐoạn hai.".encode()),
        ),
        _media(
            store,
            MediaManifest(
                **_asset("bai-xem", MediaKind.VIDEO), alt="Một người mở cửa", source=_source("a.mp4", "video/mp4")
            ),
            (RenditionRole.WEB, "bai-xem-360.mp4", "video/mp4", b"v" * 360),
            (RenditionRole.WEB, "bai-xem-720.mp4", "video/mp4", b"v" * 720),
            (RenditionRole.WEB, "bai-xem-1080.mp4", "video/mp4", b"v" * 1080),
            (RenditionRole.WEB, "bai-xem-720.webm", "video/webm", b"a" * 500),
            (RenditionRole.PODCAST, "bai-xem.mp3", "audio/mpeg", b"m" * 400),
            (RenditionRole.STREAM, "bai-xem-hls.m3u8", "application/vnd.apple.mpegurl", b"#EXTM3U"),
            (RenditionRole.STREAM, "bai-xem-hls-360.mp4", "video/mp4", b"h" * 360),
            (RenditionRole.POSTER, "bai-xem.jpg", "image/jpeg", b"j"),
            (RenditionRole.CAPTIONS, "bai-xem.vtt", "text/vtt", CAPTIONS.encode()),
        ),
        _media(
            store,
            MediaManifest(
                **_asset("doan-ngan", MediaKind.CLIP), clip=ClipCut(asset="bai-xem", start_ms=0, end_ms=9000)
            ),
            (RenditionRole.CLIP, "doan-ngan.mp4", "video/mp4", b"c" * 500),
        ),
        _media(
            store,
            MediaManifest(**_asset("goi", MediaKind.PACKAGE), package=_PACKAGE),
            (RenditionRole.PACKAGE, "goi.zip", "application/zip", b"z" * 1_234_567),
        ),
        _media(
            store,
            MediaManifest(**_asset("mau-don", MediaKind.DOWNLOAD), source=_source("mau.docx", "application/msword")),
            (RenditionRole.ORIGINAL, "mau-don.docx", "application/msword", b"d" * 37_502),
        ),
    )


_PACKAGE = Package(
    pieces=(PackagePiece(title="Tin một", asset="bai-nghe"), PackagePiece(title="Tin hai", asset="loi-doc"))
)


def _asset(name: str, kind: MediaKind) -> dict[str, Any]:
    return {"id": uuid.uuid5(NAMESPACE, name), "name": name, "kind": kind, "title": name.capitalize()}


def _source(file_name: str, media_type: str) -> Source:
    return Source(sha256="0" * 64, file_name=file_name, media_type=media_type, size_bytes=1)


def _image(store: Path) -> Media:
    manifest = MediaManifest(
        **_asset("anh", MediaKind.IMAGE), alt="Một cái loa", is_sample=True, source=_source("a.png", "image/png")
    )
    renditions = [
        _rendition(
            store,
            RenditionRole.IMAGE,
            f"anh-{width}.{suffix}",
            f"image/{suffix}",
            b"i",
            width_px=width,
            height_px=width // 2,
        )
        for suffix in ("avif", "webp", "jpeg")
        for width in (320, 640)
    ]
    return Media(manifest, _record(manifest, renditions))


def _media(store: Path, manifest: MediaManifest, *files: tuple[RenditionRole, str, str, bytes]) -> Media:
    renditions = [
        _rendition(store, role, name, media_type, data, **_measure(name)) for role, name, media_type, data in files
    ]
    return Media(manifest, _record(manifest, renditions, duration_ms=67_000))


def _measure(name: str) -> dict[str, int]:
    height = next((int(part) for part in name.replace(".", "-").split("-") if part.isdigit()), 0)
    return {"height_px": height, "width_px": height * 16 // 9} if height else {}


def _rendition(store: Path, role: RenditionRole, name: str, media_type: str, data: bytes, **measured: int) -> Rendition:
    key = hashlib.sha256(name.encode()).hexdigest()
    path = f"renditions/{key[:2]}/{key}/{name}"
    (store / path).parent.mkdir(parents=True, exist_ok=True)
    (store / path).write_bytes(data)
    return Rendition(
        role=role,
        preset=name,
        path=path,
        media_type=media_type,
        codecs="av01.0.05M.08,opus" if media_type == "video/webm" else None,
        size_bytes=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        **measured,
    )


def _record(manifest: MediaManifest, renditions: list[Rendition], **measured: int) -> MediaRecord:
    return MediaRecord(
        id=manifest.id,
        name=manifest.name,
        kind=manifest.kind,
        key="0" * 64,
        renditions=tuple(renditions),
        **measured,  # type: ignore[arg-type]
    )
