"""`content/site.yaml`: what the site says of itself and of the ward behind it.

A site of another ward is this file, the tokens of the theme and a logo; no code.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from site_builder.documents.faults import describe_fault
from site_builder.documents.yaml_text import YamlMapping, join_keys
from site_builder.errors import ContentFileError, DocumentError
from site_builder.messages import _

FILE_NAME = "site.yaml"

_WORD = r"[^\s/;,'\"]"
FeedbackUrl = Annotated[str, StringConstraints(pattern=rf"^(https?://{_WORD}+(/{_WORD}*)*)?$")]
"""Without what would end a directive of the site's policy."""
BaseUrl = Annotated[str, StringConstraints(pattern=r"^https?://[^\s/]+(/[^\s]*[^\s/])?$")]

LanguageCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z]{2})?$")]


class SiteSettings(BaseModel):
    """The values of `site.yaml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str = Field(min_length=1)
    tagline: str = ""
    ward: str = ""
    """With its kind (`phường Hải An`)."""
    province: str = ""
    organisation: str = ""
    """Who answers for the content."""
    language: str = "vi"
    base_url: BaseUrl
    """Where the site stands, without the last slash."""
    contact_phone: str = ""
    contact_email: str = ""
    contact_address: str = ""
    opening_hours: str = ""
    hotline: str = ""
    text_edition: bool = True
    """Whether every page is there once more as text alone, below `/chu/`: one more file for each."""
    offline: bool = True
    """Whether browsers keep what was read for when there is no network, and residents may choose what to keep."""
    disk_edition: BaseUrl | Literal[""] = ""
    """Where a ZIP that `python -m site_builder edition` made can be downloaded; empty: none is offered."""
    disk_edition_mb: int = Field(default=0, ge=0)
    """Its size, told to who downloads it; 0: not told."""
    has_feedback: bool = True
    """Whether an explainer asks if it was useful."""
    feedback_url: FeedbackUrl = ""
    """Where the answer is sent: the newsroom's own address (`https://soan.example.vn/gop-y/`). Without one, readers are
    told where to find the ward."""
    is_sample: bool = False
    """The whole site is sample content and says so: «nội dung minh họa»."""
    posters: bool = True
    """Each explainer has an A4 poster as a PDF."""
    embeds: bool = True
    """Other sites may show each explainer in a frame."""
    translations: dict[LanguageCode, BaseUrl] = Field(default_factory=dict)
    """Where this site stands in other languages, by language. The first page names them; of others nobody knows here
    whether they exist there."""

    @property
    def feedback_origin(self) -> str:
        """Scheme and host that forms may be sent to (`https://soan.example.vn`); empty for none."""
        if not (self.has_feedback and self.feedback_url):
            return ""
        parts = urlsplit(self.feedback_url)
        return f"{parts.scheme}://{parts.netloc}"


def load_settings(path: Path) -> SiteSettings:
    """Read `site.yaml`.

    Raises:
        ContentFileError: it is missing or not valid; the sentence names line and key.
    """
    try:
        mapping = YamlMapping(path.read_bytes().decode(), first_line=1)
        return SiteSettings.model_validate(mapping.values)
    except FileNotFoundError as error:
        raise ContentFileError(path.name, _("it does not exist")) from error
    except UnicodeDecodeError as error:
        raise ContentFileError(path.name, _("it is not UTF-8 text")) from error
    except DocumentError as error:
        raise _build_error(path, error.line or 1, error.key, error.sentence) from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        sentence = describe_fault(first, mapping.find_scalar(first["loc"]))
        raise _build_error(path, mapping.find_line(first["loc"]), join_keys(first["loc"]), sentence) from error


def _build_error(path: Path, line: int, key: str, sentence: str) -> ContentFileError:
    reason = ": ".join(part for part in (key, sentence.rstrip(".")) if part)
    return ContentFileError(f"{path.name}:{line}", reason)
