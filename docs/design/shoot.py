"""Takes the pictures of `docs/design/`: every kind of page at 360 and 1280 px, by day and by night, and the directions.

    python -m docs.design.shoot output [NAME ...]

with a built site (`make demo SERVE=0` makes one with its media; built anew by `python -m site_builder build --base-url
https://luat.example.vn`, its pages name such an address as residents read, not one of this machine). For people who
change the theme; needs what `make test` installs.
"""

from __future__ import annotations

import argparse
import io
import shutil
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.site_server import serving

FOLDER = Path(__file__).parent
PAGES = {
    "home": "/",
    "topic": "/linh-vuc/cu-tru/",
    "explainer": "/giai-thich/dang-ky-tam-tru/",
    "easy-read": "/giai-thich/dang-ky-tam-tru/de-doc/",
    "embed": "/embed/giai-thich/dang-ky-tam-tru/",
    "text-home": "/chu/",
    "text-explainer": "/chu/giai-thich/dang-ky-tam-tru/",
    "feedback-useful": "/gop-y/co-ich/",
    "feedback-unclear": "/gop-y/chua-ro/",
    "story": "/tinh-huong/quen-dang-ky-tam-tru/",
    "pathway": "/loi-di/den-o-hai-an/",
    "question": "/loi-di/den-o-hai-an/o-lau-dai/",
    "answer": "/loi-di/den-o-hai-an/tam-tru-truoc/",
    "law": "/van-ban/luat-cu-tru-2020/",
    "audio": "/nghe/goi-114/",
    "video": "/xem/dang-ky-tam-tru/",
    "podcast": "/podcast/phap-luat-hai-an/",
    "loudspeaker": "/loa/phong-chay-mua-hanh-kho/",
    "search": "/tim-kiem/?q=tam%20tru",
    "offline": "/khong-mang/",
    "list": "/giai-thich/",
    "about": "/gioi-thieu/",
    "404": "/404.html",
}
SCHEMES = ("light", "dark")
HEIGHTS_PX = {360: 2600, 1280: 1500}
"""How much of a page is shown, by the width of the window."""
SHOWN_PX = {360: 300, 1280: 640}
"""How wide a window is in the picture: two of them, day and night, stand side by side."""
GAP_PX = 12
WEBP_QUALITY = 55
DIRECTIONS = {"to-giay": "", "bang-tin": "bang-tin.css", "loa-phuong": "loa-phuong.css"}
SCROLL_THROUGH = """async () => {
    for (let top = 0; top < document.body.scrollHeight; top += 600) {
        scrollTo(0, top);
        await new Promise(requestAnimationFrame);
    }
    scrollTo(0, 0);
    const shown = [...document.images].filter(image => image.currentSrc);
    await Promise.all(shown.map(image => image.decode().catch(() => 0)));
}"""
"""Pictures that load late are there when the page is taken."""


def main() -> None:
    """Take all pictures of a built site."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("output", type=Path, help="the folder of the built site")
    parser.add_argument("names", nargs="*", help="of the pictures; all when none is named")
    arguments = parser.parse_args()
    pages, directions = (
        {name: value for name, value in each.items() if not arguments.names or name in arguments.names}
        for each in (PAGES, DIRECTIONS)
    )
    with serving(arguments.output) as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for width_px in HEIGHTS_PX:
            for name, address in pages.items():
                shots = [take(browser, base + address, width_px, scheme) for scheme in SCHEMES]
                write(FOLDER / f"{name}-{width_px}.webp", shots, SHOWN_PX[width_px])
        for name, style in directions.items():
            css = (FOLDER / "directions" / style).read_text("utf-8") if style else ""
            shots = [take(browser, base + PAGES[page], 360, "light", css, 1150) for page in ("home", "explainer")]
            write(FOLDER / "directions" / f"{name}.webp", shots, SHOWN_PX[360])
        browser.close()


def take(browser: Browser, url: str, width_px: int, scheme: str, css: str = "", height_px: int = 0) -> Image.Image:
    """The upper part of a page."""
    context = browser.new_context(viewport={"width": width_px, "height": 800}, color_scheme=scheme, locale="vi-VN")
    page: Page = context.new_page()
    page.goto(url, wait_until="networkidle")
    if css:
        page.add_style_tag(content=css)
    page.evaluate(SCROLL_THROUGH)
    shot = Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("RGB")
    context.close()
    return shot.crop((0, 0, width_px, min(shot.height, height_px or HEIGHTS_PX[width_px])))


def write(path: Path, shots: list[Image.Image], shown_px: int) -> None:
    """Put pictures side by side into a small file."""
    scaled = [shot.resize((shown_px, shot.height * shown_px // shot.width), Image.Resampling.LANCZOS) for shot in shots]
    height_px = max(shot.height for shot in scaled)
    sheet = Image.new("RGB", (len(scaled) * (shown_px + GAP_PX) - GAP_PX, height_px), "#888888")
    for number, shot in enumerate(scaled):
        sheet.paste(shot, (number * (shown_px + GAP_PX), 0))
    sheet.save(path, "WEBP", quality=WEBP_QUALITY, method=6)


if __name__ == "__main__":
    main()
