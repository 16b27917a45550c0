"""An easy-read version is easy: no sentence of it is long."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from cms.explainers.models import MAX_SENTENCE_SYLLABLES, EasyReadPart


def test_a_long_sentence_is_refused_with_its_length() -> None:
    short = " ".join(["chữ"] * MAX_SENTENCE_SYLLABLES)
    EasyReadPart(text=f"{short}\n\n{short}").clean()
    with pytest.raises(ValidationError) as refusal:
        EasyReadPart(text=f"Ngắn.\n{short} nữa").clean()
    assert f"{MAX_SENTENCE_SYLLABLES + 1} tiếng" in str(refusal.value)
