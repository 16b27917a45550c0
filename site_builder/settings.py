"""`content/site.yaml`: what the site says of itself and of the ward behind it.

A site of another ward is this file, the tokens of the theme and a logo; no code. Imports nothing of ours but errors.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from site_builder.errors import ContentFileError
from site_builder.messages import _

FILE_NAME = "site.yaml"

BaseUrl = Annotated[str, StringConstraints(pattern=r"^https?://[^\s/]+(/[^\s]*[^\s/])?$")]


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
    is_sample: bool = False
    """The whole site is sample content and says so: «nội dung minh họa»."""


def load_settings(path: Path) -> SiteSettings:
    """Read `site.yaml`.

    Raises:
        ContentFileError: it is missing or not valid; the sentence names the key.
    """
    try:
        return SiteSettings.model_validate(yaml.safe_load(path.read_bytes()))
    except FileNotFoundError as error:
        raise ContentFileError(path.name, _("it does not exist")) from error
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise ContentFileError(path.name, f"{key}: {first['msg']}") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ContentFileError(path.name, " ".join(str(error).split())) from error
