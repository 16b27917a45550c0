"""Videos in which a flash and a tone come at the same instant, and when they are seen and heard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np

from tests.integration.media_pipeline.steps.loudness_meter import RATE_HZ, read_samples
from tests.integration.media_pipeline.steps.samples import run

H264 = ("-c:v", "libx264", "-preset", "ultrafast", "-bf", "0")


@dataclass(frozen=True, slots=True)
class Flash:
    """A black video with a flash and a tone of two tenths of a second."""

    size: str = "320x240"
    rate: str = "30"
    duration_s: float = 1.0
    flash_s: float = 0.5
    pixels: str = "yuv420p"
    pictures: str = ""
    """More filters of the pictures."""
    codec: Sequence[str] = H264
    sound: str = "mono"
    """Its channels; none without."""
    sound_hz: int = 48_000
    rotation_degrees: int = 0
    suffix: str = ".mp4"

    def write(self, path: Path) -> None:
        """Write the video; its suffix must be that of the video."""
        whole = path.with_name(f"plain{self.suffix}") if self.rotation_degrees else path
        run(*self._list_inputs(), "-pix_fmt", self.pixels, "-fps_mode", "passthrough", *self.codec, whole)
        if self.rotation_degrees:
            run("-display_rotation", str(-self.rotation_degrees), "-i", whole, "-c", "copy", path)

    def _list_inputs(self) -> list[str]:
        flash = f"between(t,{self.flash_s - 0.001},{self.flash_s + 0.199})"
        black = f"color=black:s={self.size}:r={self.rate}:d={self.duration_s}"
        pictures = f"{black},drawbox=c=white:t=fill:enable='{flash}'{self.pictures}"
        tone = f"0.5*sin(2*PI*1000*t)*between(t,{self.flash_s},{self.flash_s + 0.2})"
        sound = f"aevalsrc='{tone}':d={self.duration_s}:s={self.sound_hz},aformat=channel_layouts={self.sound}"
        return ["-f", "lavfi", "-i", pictures, *(["-f", "lavfi", "-i", sound] if self.sound else [])]


def find_flash_s(path: Path) -> float:
    """When the pictures become bright."""
    with av.open(str(path)) as container:
        for frame in container.decode(video=0):
            if frame.to_ndarray(format="gray").mean() > 128 and frame.time is not None:
                return frame.time
    raise AssertionError("no bright picture")


def find_tone_s(path: Path) -> float:
    """When something is heard."""
    return int(np.argmax(np.abs(read_samples(path, 1)[0]) > 0.05)) / RATE_HZ
