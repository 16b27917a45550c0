"""A session to pack: two pieces, one of them with a machine's voice."""

from __future__ import annotations

import datetime as dt

from media_pipeline.domain.package_layout import PackageFacts, PieceFacts
from media_pipeline.manifest import Approval, BroadcastClass, BroadcastSession

APPROVAL = Approval(author="Nguyễn Thị Bưởi", approver="Trần Văn Ổi", approved=dt.date(2026, 11, 23))


def build_session(**changes: object) -> BroadcastSession:
    """The session of a morning."""
    values: dict[str, object] = {
        "starts": dt.datetime(2026, 11, 24, 5, 30),
        "station": "Trạm truyền thanh phường Hạnh Phúc",
        "clusters": ("Tổ 1", "Tổ 7"),
        "approval": APPROVAL,
    }
    return BroadcastSession.model_validate(values | changes)


def build_facts(*titles: str, **changes: object) -> PackageFacts:
    """What is said about its package, one piece of 61.4 s for each title."""
    pieces = tuple(
        PieceFacts(
            title,
            61_400,
            has_synthetic_voice=index == 0,
            integrated_lufs=-15.02,
            script="Thưa bà con, ở trọ thì phải đăng ký tạm trú.\nXin cảm ơn.",
            broadcast_class=BroadcastClass.PRIORITY if index else BroadcastClass.NORMAL,
            expires=dt.date(2026, 12, 1) if index else None,
            approval=APPROVAL,
        )
        for index, title in enumerate(titles or ("Mở đầu", "Đăng ký tạm trú"))
    )
    return PackageFacts("Bản tin sáng", pieces, session=build_session(**changes))
