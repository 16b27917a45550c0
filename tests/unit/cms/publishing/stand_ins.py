"""References of a site with little on it: page 7, one law, one asset of each type."""

from __future__ import annotations

from dataclasses import dataclass, field

from cms.publishing.errors import BrokenReferenceError


@dataclass
class StandInReferences:
    """What `References` looks up in the database."""

    pages: dict[int, str] = field(default_factory=lambda: {7: "explainer/tam-tru", 8: "topic/cu-tru"})
    laws: dict[int, str] = field(default_factory=lambda: {5: "law/luat-cu-tru"})
    assets: dict[int, str] = field(default_factory=lambda: {3: "mau-don"})

    def name_page(self, key: int) -> str | None:
        return self.pages.get(key)

    def find_page(self, ref: str) -> int:
        return _find(self.pages, ref)

    def name_law(self, key: int) -> str | None:
        return self.laws.get(key)

    def find_law(self, ref: str) -> int:
        return _find(self.laws, ref)

    def name_asset(self, type_: str, key: int) -> str | None:
        return self.assets.get(key)

    def find_asset(self, type_: str, name: str) -> int:
        return _find(self.assets, name)

    def require_document(self, ref: str) -> None:
        _find(self.pages | self.laws, ref)

    def find_ref_at(self, address: str) -> str | None:
        known = {"/van-ban/luat-cu-tru/": "law/luat-cu-tru", "/giai-thich/tam-tru/": "explainer/tam-tru"}
        return known.get(address)


def _find(names: dict[int, str], name: str) -> int:
    for key, known in names.items():
        if known == name:
            return key
    raise BrokenReferenceError(name)


REFERENCES = StandInReferences()
