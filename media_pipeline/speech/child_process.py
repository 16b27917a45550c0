"""The process in which a voice of this machine speaks, asked from outside; what runs in it is `child.py`."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any, cast

from media_pipeline.errors import SpeechError
from media_pipeline.messages import _
from media_pipeline.processes import kill_after, run_child
from media_pipeline.speech.engine import TIME_LIMIT_S, Recital, SpokenPhrase

_PACKAGE_PARENT = Path(__file__).parents[2]


def ask_child(voice_name: str, order: Mapping[str, Any]) -> Recital:
    """What the child made of an order.

    Args:
        voice_name: for the sentence of an error.
        order: as `child.py` describes it.

    Raises:
        SpeechError: it failed or took too long.
    """
    argv = [sys.executable, "-m", "media_pipeline.speech.child"]
    paths = [str(_PACKAGE_PARENT), *filter(None, [os.environ.get("PYTHONPATH")])]
    with tempfile.TemporaryFile("w+", encoding="utf-8") as stdin, tempfile.TemporaryFile("w+") as stderr:
        json.dump(order, stdin)
        stdin.seek(0)
        with (
            run_child(argv, stdin=stdin, stderr=stderr, environment={"PYTHONPATH": os.pathsep.join(paths)}) as process,
            kill_after(process, TIME_LIMIT_S),
        ):
            answers = [json.loads(line) for line in cast(IO[str], process.stdout)]
            exit_code = process.wait()
        stderr.seek(0)
        said = stderr.read().strip().splitlines()
    if exit_code != 0 or len(answers) != len(order["sentences"]) + 1:
        refusal = answers[-1].get("error") if answers else None
        reason = str(refusal or (said[-1] if said else exit_code))
        raise SpeechError(
            _("The voice “%(voice)s” failed (%(reason)s). Try again, or upload a recording.")
            % {"voice": voice_name, "reason": reason}
        )
    return Recital(int(answers[0]["sample_rate_hz"]), tuple(_parse_phrase(answer) for answer in answers[1:]))


def _parse_phrase(answer: Mapping[str, Any]) -> SpokenPhrase:
    words = tuple((int(position), int(at_ms)) for position, at_ms in answer["words"])
    return SpokenPhrase(int(answer["byte_count"]), words)
