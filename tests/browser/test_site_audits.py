"""Two more judges of the built site: the Nu HTML checker on each template, Lighthouse on an explainer.

Both are proved by a page that is at fault and must be rejected.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.browser.lighthouse import AUDITED, judge
from tests.browser.site_server import serving
from tests.browser.test_site_access import CHECKERS, PAGES
from tests.built_sites import SiteFolders

pytestmark = pytest.mark.xdist_group("residents-site")

NU_CHECKER = CHECKERS / "vnu-jar" / "build" / "dist" / "vnu.jar"
FAULTY = """<!DOCTYPE html>
<html><head><title></title><meta name="robots" content="noindex"></head>
<body><h1>Lỗi</h1><p id="a">a</p><p id="a" align="center">b</p><img src="/khong-co.png"><a href="/x/"></a>
<ul><p>c</p></ul><script>console.error("lỗi")</script></body></html>
"""
needs_java = pytest.mark.skipif(not shutil.which("java"), reason="the Nu HTML checker needs a Java (.ci/java.sh)")


def find_nu(*files: Path) -> list[str]:
    """What the Nu HTML checker rejects, as `message: file`."""
    assert NU_CHECKER.is_file(), "the checkers are not installed: `make test` does it"
    options = ["--format", "json", "--stdout", "--exit-zero-always", "--errors-only"]
    done = subprocess.run(
        ["java", "-jar", str(NU_CHECKER), *options, *map(str, files)], capture_output=True, text=True, check=True
    )
    return [f"{each['message']}: {each['url']}" for each in json.loads(done.stdout)["messages"]]


@needs_java
def test_the_nu_checker_rejects_nothing_on_any_template(residents_site: SiteFolders) -> None:
    files = [f"{address}index.html" if address.endswith("/") else address for address in PAGES]
    assert find_nu(*(residents_site.output / file.lstrip("/") for file in files)) == []


@needs_java
def test_the_nu_checker_finds_faults(tmp_path: Path) -> None:
    page = tmp_path / "loi.html"
    page.write_text(FAULTY)
    found = " ".join(find_nu(page))
    assert "Duplicate ID" in found and "must have an “alt” attribute" in found and "“p” not allowed" in found


@pytest.mark.parametrize("address", ["/giai-thich/dang-ky-tam-tru/", "/giai-thich/dang-ky-tam-tru/de-doc/"])
def test_lighthouse_gives_an_explainer_full_marks(residents_url: str, address: str) -> None:
    judgement = judge(residents_url + address)
    assert judgement.failures == ()
    assert judgement.scores == dict.fromkeys(AUDITED, 100)


@pytest.mark.exhaustive
def test_lighthouse_finds_faults_of_every_category(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(FAULTY)
    with serving(tmp_path) as url:
        judgement = judge(url + "/")
    assert {failure.partition(":")[0] for failure in judgement.failures} == set(AUDITED)
    assert all(score < 100 for score in judgement.scores.values())
