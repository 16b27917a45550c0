"""Turn the drawings beside this file into the PNG files that content uses as image sources.

    python docs/illustrations/rasterise.py OUTPUT_FOLDER [NAME ...]

A drawing's `viewBox` gives the size in pixels. Chromium draws it, Pillow reduces it to a palette: the drawings are
flat, so 64 colours lose nothing and a picture stays below 80 kB. Not part of the flow and imported by nothing.
"""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

FOLDER = Path(__file__).parent
CHROMIUM = "/usr/bin/chromium"
"""Debian's package `chromium`."""
COLOURS = 64
_VIEW_BOX = re.compile(r'viewBox="0 0 (\d+) (\d+)"')


def rasterise(browser: Browser, drawing: Path) -> bytes:
    """The PNG of one drawing."""
    svg = drawing.read_text(encoding="utf-8")
    match = _VIEW_BOX.search(svg)
    if match is None:
        raise ValueError(f"{drawing}: there is no viewBox that starts at 0 0")
    page = browser.new_page(viewport={"width": int(match[1]), "height": int(match[2])})
    page.set_content(f"<style>* {{ margin: 0 }} svg {{ display: block; width: 100vw }}</style>{svg}")
    shot = page.screenshot()
    page.close()
    picture = Image.open(io.BytesIO(shot)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    png = io.BytesIO()
    picture.save(png, "PNG", optimize=True)
    return png.getvalue()


def main(output: Path, names: list[str]) -> None:
    """Write `<name>.png` for the drawings of these names, or for all."""
    output.mkdir(parents=True, exist_ok=True)
    drawings = [FOLDER / f"{name}.svg" for name in names] or sorted(FOLDER.glob("*.svg"))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for drawing in drawings:
            (output / f"{drawing.stem}.png").write_bytes(rasterise(browser, drawing))
        browser.close()


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: python docs/illustrations/rasterise.py OUTPUT_FOLDER [NAME ...]")
    main(Path(sys.argv[1]), sys.argv[2:])
