"""The command line: `python -m site_builder build|builds|rollback|serve|check|deploy|edition`.

Exit codes: 0 done, 1 failed, 2 wrong usage. Sentences go to standard error; with `--json` standard output holds exactly
one JSON object.

What only some commands need is imported by them: loading all of it would take longer than a build that has nothing to
do.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from site_builder.building.api import BuildConfig, BuildReport, Phase, build_site, describe_problems
from site_builder.editions.options import add_edition_options
from site_builder.errors import SiteBuilderError
from site_builder.index.shared_look import look_in_two
from site_builder.messages import _

if TYPE_CHECKING:
    from site_builder.deploying.target import Target
    from site_builder.serving import SiteHandler

OK, FAILED = 0, 1
"""argparse itself ends with 2 when it is used wrongly."""

_DEFAULTS = BuildConfig()


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; the exit code."""
    arguments = _build_parser().parse_args(argv)
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
    try:
        code: int = arguments.run(arguments)
        return code
    except SiteBuilderError as error:
        _say_failure(error, as_json=getattr(arguments, "json", False))
        return FAILED
    except KeyboardInterrupt:
        return FAILED
    except BrokenPipeError:
        # whoever read our output has gone; keep the interpreter from writing to him once more
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED


def _run_build(arguments: argparse.Namespace) -> int:
    if arguments.explain:
        from site_builder.building.explaining import explain_output

        print("\n".join(explain_output(arguments.cache, arguments.output, arguments.explain)))
        return OK
    return _run_watch(arguments) if arguments.watch else _run_one_build(arguments)


def _run_watch(arguments: argparse.Namespace) -> int:
    from site_builder.watching import watch_and_build

    def build() -> None:
        try:
            _run_one_build(arguments)
        except SiteBuilderError as error:
            _say_failure(error, as_json=arguments.json)
        sys.stdout.flush()

    watch_and_build(_build_config(arguments), build, threading.Event())
    return OK


def _run_one_build(arguments: argparse.Namespace) -> int:
    with _showing_progress(is_shown=not arguments.json) as progress:
        report = build_site(_build_config(arguments), progress, look_in_two)
    print(report.to_json() if arguments.json else _describe(report))
    sys.stdout.flush()
    return OK


def _describe(report: BuildReport) -> str:
    sentence = _(
        "%(pages)d pages: %(written)d files written, %(unchanged)d unchanged, %(deleted)d deleted "
        "in %(duration_s).1f s."
    )
    return sentence % asdict(report)


def _run_builds(arguments: argparse.Namespace) -> int:
    from site_builder.building.build_list import describe_builds, format_builds

    if arguments.json:
        print(format_builds(arguments.cache, arguments.output))
    else:
        print("\n".join(describe_builds(arguments.cache, arguments.output)))
    return OK


def _run_rollback(arguments: argparse.Namespace) -> int:
    from site_builder.building.rolling_back import list_next_steps, roll_back

    report = roll_back(arguments.cache, arguments.output, arguments.build)
    if arguments.json:
        print(report.to_json())
    else:
        print(
            _("The site is as after build %(build)d: %(written)d files brought back, %(deleted)d deleted.")
            % asdict(report)
        )
        print("\n".join(list_next_steps(arguments.output)))
    return OK


def _run_serve(arguments: argparse.Namespace) -> int:
    from site_builder.serving import DEFAULT_HOST, DEFAULT_PORT, make_server

    host, port = arguments.host or DEFAULT_HOST, DEFAULT_PORT if arguments.port is None else arguments.port
    try:
        server = make_server(arguments.output, host, port, _choose_handler(arguments.live))
    except OSError as error:
        raise SiteBuilderError(
            _("Port %(port)d of %(host)s cannot be used: %(reason)s.")
            % {"port": port, "host": host, "reason": error.strerror}
        ) from error
    with server:
        host, port = server.server_address[:2]
        print(_("The site stands at %(url)s") % {"url": f"http://{host!s}:{port}/"}, flush=True)
        server.serve_forever()
    return OK


def _choose_handler(is_live: bool) -> type[SiteHandler]:
    if not is_live:
        from site_builder.serving import SiteHandler

        return SiteHandler
    from site_builder.live_reload import LiveSiteHandler

    return LiveSiteHandler


def _run_check(arguments: argparse.Namespace) -> int:
    from site_builder.checking.api import CheckConfig, check_site

    with _showing_progress(is_shown=not arguments.json) as progress:
        report = check_site(
            CheckConfig(content=arguments.content, output=arguments.output, cache=arguments.cache),
            lambda done, total: progress(Phase.CHECK, done, total),
        )
    if arguments.json:
        print(report.to_json())
    else:
        for finding in report.problems:
            print(f"{finding.path}: {finding.message} [{finding.rule}]", file=sys.stderr)
        print(
            _("%(pages)d pages checked in %(duration_s).1f s: %(count)d problems.")
            % {"pages": report.pages, "duration_s": report.duration_s, "count": len(report.problems)}
        )
    return OK if report.is_successful else FAILED


def _run_deploy(arguments: argparse.Namespace) -> int:
    from site_builder.building.lock import hold_build_lock
    from site_builder.building.places import build_state_dir
    from site_builder.deploying.api import deploy

    with _showing_progress(is_shown=not arguments.json) as progress:
        report = deploy(
            arguments.output,
            arguments.to(arguments),
            allow_shrinking=arguments.allow_shrinking,
            report=lambda done, total: progress(Phase.UPLOAD, done, total),
            lock=hold_build_lock(build_state_dir(arguments.cache, arguments.output)),
        )
    if arguments.json:
        print(json.dumps({"ok": True, **asdict(report)}, ensure_ascii=False))
    else:
        print(
            _("%(target)s: %(uploaded)d files uploaded, %(unchanged)d unchanged, %(deleted)d deleted.")
            % {
                "target": report.target,
                "uploaded": len(report.uploaded),
                "unchanged": report.unchanged_count,
                "deleted": len(report.deleted),
            }
        )
    return OK


def _run_edition(arguments: argparse.Namespace) -> int:
    from site_builder.editions.api import EditionConfig, make_edition

    with _showing_progress(is_shown=not arguments.json) as progress:
        report = make_edition(
            EditionConfig(arguments.target, arguments.output, arguments.largest, has_video=arguments.video),
            lambda done, total: progress(Phase.WRITE, done, total),
        )
    if arguments.json:
        print(json.dumps({"ok": True, **asdict(report)}, ensure_ascii=False))
    else:
        sentence = _(
            "%(target)s: %(pages)d pages and %(media)d other files, %(left_out)d on the web alone, %(size)s MB."
        )
        print(sentence % (asdict(report) | {"size": max(1, round(report.size_bytes / 1e6))}))
    return OK


def _say_failure(error: SiteBuilderError, *, as_json: bool) -> None:
    problems = describe_problems(error)
    for problem in problems:
        is_named = not problem.path or problem.path in problem.message
        print(problem.message if is_named else f"{problem.path}: {problem.message}", file=sys.stderr)
    if as_json:
        print(json.dumps({"ok": False, "problems": [asdict(problem) for problem in problems]}, ensure_ascii=False))


def _build_config(arguments: argparse.Namespace) -> BuildConfig:
    return BuildConfig(
        content=arguments.content,
        theme=arguments.theme,
        output=arguments.output,
        media_store=arguments.media_store,
        # Netlify sets $URL, other places leave it empty
        base_url=arguments.base_url.rstrip("/") or None,
        cache=arguments.cache,
        is_full=arguments.full,
        is_compressed=not arguments.no_compress,
        processes=arguments.processes,
    )


@contextmanager
def _showing_progress(*, is_shown: bool) -> Iterator[Callable[[Phase, int, int], None]]:
    """A bar on a terminal, nothing elsewhere."""
    if not (is_shown and sys.stderr.isatty()):
        yield lambda phase, done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    console = Console(stderr=True)
    labels = {
        Phase.RENDER: _("Rendering"),
        Phase.WRITE: _("Writing"),
        Phase.CHECK: _("Checking"),
        Phase.UPLOAD: _("Uploading"),
    }
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=console,
        disable=not console.is_terminal,
        transient=True,
    ) as bars:
        tasks = {phase: bars.add_task(label, total=None, visible=False) for phase, label in labels.items()}
        yield lambda phase, done, total: bars.update(tasks[phase], completed=done, total=total, visible=True)


def _parse_target(text: str) -> Callable[[argparse.Namespace], Target]:
    """A target that is made when all arguments are known."""
    if text.startswith("s3://"):
        return lambda arguments: _make_s3_target(text, arguments.endpoint_url)
    if "://" in text:
        raise argparse.ArgumentTypeError(_("neither a folder nor s3://bucket/prefix: %(text)s") % {"text": text})
    return lambda arguments: _make_folder_target(text)


def _make_folder_target(text: str) -> Target:
    from site_builder.deploying.folder import FolderTarget

    return FolderTarget(Path(text))


def _make_s3_target(url: str, endpoint_url: str | None) -> Target:
    from site_builder.deploying.s3 import S3Target  # boto3 takes a third of a second to load

    return S3Target.parse(url, endpoint_url=endpoint_url)


def _build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m site_builder", description="Builds, serves and deploys the site.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_build(commands.add_parser("build", help="build the site from content/"))
    _add_builds(commands.add_parser("builds", help="list the last builds: when, what changed, who published, why"))
    _add_rollback(commands.add_parser("rollback", help="bring the built site back to an earlier build"))
    _add_serve(commands.add_parser("serve", help="serve the built site on this machine"))
    _add_check(commands.add_parser("check", help="look for broken links, missing media and invalid HTML"))
    _add_deploy(commands.add_parser("deploy", help="copy the built site to a folder or an S3-compatible bucket"))
    _add_edition(commands.add_parser("edition", help="make a folder or a ZIP of the built site that opens from disk"))
    return parser


def _add_build(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=_run_build)
    _add_content(parser)
    parser.add_argument("--theme", type=Path, default=_DEFAULTS.theme, help="folder of the theme")
    parser.add_argument("--media-store", type=Path, default=_DEFAULTS.media_store, help="folder of the made media")
    _add_output(parser)
    parser.add_argument("--explain", metavar="PATH", help="build nothing; say why this file or page was last made")
    parser.add_argument("--full", action="store_true", help="make everything and compare every file of the output")
    parser.add_argument("--no-compress", action="store_true", help="write no .br and .gz beside pages")
    parser.add_argument(
        "--processes", type=int, metavar="N", help="how many more make a whole site (default: one for each processor)"
    )
    parser.add_argument("--base-url", default="", help="where the site will stand (default: as site.yaml says)")
    _add_cache(parser)
    parser.add_argument("--watch", action="store_true", help="build again whenever something changes (Ctrl+C ends it)")
    _add_json(parser)


def _add_builds(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=_run_builds)
    _add_output(parser)
    _add_cache(parser)
    _add_json(parser)


def _add_rollback(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=_run_rollback)
    parser.add_argument(
        "build", nargs="?", type=int, metavar="BUILD", help="number in the list of builds (default: the one before)"
    )
    _add_output(parser)
    _add_cache(parser)
    _add_json(parser)


def _add_serve(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=_run_serve)
    _add_output(parser)
    parser.add_argument("--host", default="", help="address to listen at (default: this machine alone)")
    parser.add_argument("--port", type=int, help="port to listen at (default: 8080)")
    parser.add_argument("--live", action="store_true", help="pages load again when a build has changed the site")


def _add_check(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=_run_check)
    _add_content(parser)
    _add_output(parser)
    _add_cache(parser)
    _add_json(parser)


def _add_deploy(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=_run_deploy)
    _add_output(parser)
    _add_cache(parser)
    parser.add_argument(
        "--to", type=_parse_target, required=True, metavar="TARGET", help="a folder, or s3://bucket/prefix"
    )
    parser.add_argument("--endpoint-url", help="address of the S3-compatible store, when it is not Amazon's")
    parser.add_argument(
        "--allow-shrinking", action="store_true", help="deploy though the site lost more than half of its files"
    )
    _add_json(parser)


def _add_edition(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=_run_edition)
    add_edition_options(parser)
    _add_output(parser)
    _add_json(parser)


def _add_content(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--content", type=Path, default=_DEFAULTS.content, help="folder of the documents")


def _add_cache(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--cache", type=Path, default=_DEFAULTS.cache, help="folder of what can be made again")


def _add_output(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--output", type=Path, default=_DEFAULTS.output, help="folder of the built site")


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON object")
