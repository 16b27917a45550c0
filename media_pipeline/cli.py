"""The command line: `python -m media_pipeline probe|transcode|read|speak|align|clip|package|verify|copy|process`.

Exit codes: 0 done, 1 failed, 2 wrong usage. Sentences go to standard error; with `--json` standard output holds exactly
one JSON object.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
import tomllib
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from media_pipeline.alignment import AlignedCue, align, build_aligned_cues
from media_pipeline.atomic_files import write_aside
from media_pipeline.domain.settings import PipelineSettings
from media_pipeline.domain.text_files import decode_text
from media_pipeline.domain.webvtt import format_time, format_webvtt
from media_pipeline.errors import LexiconError, MediaError
from media_pipeline.jobs.batch import ListedAsset, load_assets, load_manifest, process_all
from media_pipeline.jobs.process import Progress as AssetProgress
from media_pipeline.local_files import open_local_assets
from media_pipeline.manifest import MediaRecord, RenditionRole
from media_pipeline.messages import _
from media_pipeline.package_commands import (
    add_copy_arguments,
    add_package_arguments,
    add_verify_arguments,
    check_package,
    copy_package,
    make_package,
)
from media_pipeline.presets import load_speech_preset
from media_pipeline.probing.files import probe_file
from media_pipeline.progress_bars import show_many, show_one
from media_pipeline.reading import Reading, Region, check_lexicon, read_aloud
from media_pipeline.speech import VoiceOrder, speak
from media_pipeline.storage import open_store
from media_pipeline.workdirs import open_workdir

OK, FAILED = 0, 1
DEFAULT_STORE = "var/media-store"


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; the exit code."""
    arguments = _build_parser().parse_args(argv)
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
    try:
        code: int = arguments.run(arguments)
        return code
    except MediaError as error:
        _say_failures([(error.asset_name, str(error))], as_json=arguments.json)
    except OSError as error:
        _say_failures([(str(error.filename or ""), error.strerror or str(error))], as_json=arguments.json)
    except KeyboardInterrupt:
        pass
    return FAILED


def _run_probe(arguments: argparse.Namespace) -> int:
    found = asdict(probe_file(arguments.file))
    if arguments.json:
        print(json.dumps({"ok": True, **found}, ensure_ascii=False))
    else:
        for name, value in found.items():
            if value is not None:
                print(f"{name}: {value}")
    return OK


def _run_transcode(arguments: argparse.Namespace) -> int:
    with _showing_one(arguments) as report, open_local_assets(report) as assets:
        name = assets.add_file(
            arguments.file, title=arguments.title, captions=arguments.captions, script=arguments.script
        )
        record = assets.make(name)
        paths = assets.copy_renditions(record, arguments.out)
    return _say_made(record, paths, arguments)


def _run_read(arguments: argparse.Namespace) -> int:
    text = decode_text(arguments.script.read_bytes(), arguments.script.name)
    lexicon = _load_lexicon(arguments.lexicon) if arguments.lexicon else {}
    reading = read_aloud(text, region=arguments.region, lexicon=lexicon)
    problems = [
        (f"{arguments.script}:{_find_line(reading, found.start)}", _explain(found.written)) for found in reading.unknown
    ]
    if arguments.json:
        print(json.dumps({"ok": reading.is_complete, **_describe_reading(reading, problems)}, ensure_ascii=False))
    else:
        print(reading.spoken)
        if arguments.changes:
            _print_changes(reading)
    _say_failures(problems, as_json=False)
    return OK if reading.is_complete else FAILED


def _load_lexicon(path: Path) -> dict[str, str]:
    """The entries of a TOML file, written form = what is said."""
    try:
        entries = tomllib.loads(decode_text(path.read_bytes(), path.name))
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(
            _('“%(name)s” is no TOML file of entries such as "PCLB" = "phòng, chống lụt bão" (%(reason)s).')
            % {"name": path.name, "reason": error}
        ) from error
    lexicon = {written: str(spoken) for written, spoken in entries.items()}
    check_lexicon(lexicon)
    return lexicon


def _explain(written: str) -> str:
    sentence = _("Nobody has explained the abbreviation “%(written)s”: write it out, or add it to the lexicon.")
    return sentence % {"written": written}


def _find_line(reading: Reading, start: int) -> int:
    return reading.written.count("\n", 0, start) + 1


def _describe_reading(reading: Reading, problems: Sequence[tuple[str, str]]) -> dict[str, Any]:
    return {
        "spoken": reading.spoken,
        "changes": [asdict(change) for change in reading.changes],
        "unknown": [asdict(found) for found in reading.unknown],
        "problems": [{"path": place, "message": sentence} for place, sentence in problems],
    }


def _run_speak(arguments: argparse.Namespace) -> int:
    script = decode_text(arguments.script.read_bytes(), arguments.script.name)
    order = VoiceOrder(script=script, voice=arguments.voice, rate_wpm=arguments.rate, preset=load_speech_preset())
    output: Path = arguments.output
    if output.suffix.lower() == ".wav":
        timings = speak(order, output)
        return _say_files([output], arguments, duration_ms=timings.duration_ms)
    with _showing_one(arguments) as report, open_local_assets(report) as assets:
        wav = assets.store.local_root / "speech.wav"
        speak(order, wav)
        record = assets.make(assets.add_file(wav, title=arguments.title or arguments.script.stem))
        path = assets.copy_only(record, RenditionRole.PODCAST, output)
    return _say_made(record, [path], arguments)


def _run_align(arguments: argparse.Namespace) -> int:
    probe_file(arguments.recording)
    script = decode_text(arguments.script.read_bytes(), arguments.script.name)
    with _showing_one(arguments) as report, open_workdir() as workdir:
        alignment = align(
            arguments.recording,
            script,
            workdir,
            voice=arguments.voice,
            progress=lambda fraction: report(AssetProgress(int(100 * fraction), "")),
        )
    cues = build_aligned_cues(alignment)
    with write_aside(arguments.output) as aside:
        aside.write_text(format_webvtt([aligned.cue for aligned in cues]), encoding="utf-8", newline="\n")
    doubtful = [aligned for aligned in cues if aligned.is_doubtful]
    _warn_of_doubts(doubtful, cue_count=len(cues))
    facts = {"trust": round(alignment.trust, 3), "cues": len(cues), "doubtful": [_describe(cue) for cue in doubtful]}
    return _say_files([arguments.output], arguments, **facts)


def _describe(aligned: AlignedCue) -> dict[str, Any]:
    return asdict(aligned.cue)


def _run_clip(arguments: argparse.Namespace) -> int:
    with _showing_one(arguments) as report, open_local_assets(report) as assets:
        title = arguments.title or arguments.file.stem
        source = assets.add_file(arguments.file, title=title, captions=arguments.captions)
        assets.make(source)
        clip = assets.add_clip(source, title=title, start_ms=arguments.start, end_ms=arguments.end)
        record = assets.make(clip)
        path = assets.copy_only(record, RenditionRole.CLIP, arguments.output)
    return _say_made(record, [path], arguments)


def _run_package(arguments: argparse.Namespace) -> int:
    with _showing_one(arguments) as report:
        record, path = make_package(arguments, report)
    return _say_made(record, [path], arguments)


def _run_verify(arguments: argparse.Namespace) -> int:
    problems, sentence = check_package(arguments.package)
    if problems:
        _say_failures([(str(arguments.package), problem) for problem in problems], as_json=arguments.json)
        return FAILED
    print(json.dumps({"ok": True, "path": str(arguments.package)}, ensure_ascii=False) if arguments.json else sentence)
    return OK


def _run_copy(arguments: argparse.Namespace) -> int:
    with _showing_one(arguments) as report:
        copy, sentence = copy_package(arguments.package, arguments.to, report)
    facts = {**asdict(copy), "folder": str(copy.folder)}
    print(json.dumps({"ok": True, **facts}, ensure_ascii=False) if arguments.json else sentence)
    return OK


def _run_process(arguments: argparse.Namespace) -> int:
    assets = [asset for path in arguments.paths for asset in _list_assets(path)]
    store = open_store(arguments.store, endpoint_url=arguments.endpoint_url)
    with show_many(len(assets), is_shown=not arguments.json) as announce:
        failures = process_all(assets, store, PipelineSettings(), process_count=os.cpu_count() or 1, announce=announce)
    if failures:
        _say_failures([(str(failure.path), failure.sentence) for failure in failures], as_json=arguments.json)
        return FAILED
    if arguments.json:
        print(json.dumps({"ok": True, "assets": len(assets)}))
    else:
        print(_("%(count)d assets are made; they are in %(store)s.") % {"count": len(assets), "store": arguments.store})
    return OK


def _list_assets(path: Path) -> list[ListedAsset]:
    return load_assets(path) if path.is_dir() else [ListedAsset(path, load_manifest(path))]


# --- what is said ---------------------------------------------------------------------------------------------------


def _say_made(record: MediaRecord, paths: Sequence[Path], arguments: argparse.Namespace) -> int:
    if arguments.json:
        made = [rendition.model_dump(mode="json", exclude_none=True) for rendition in record.renditions]
        print(json.dumps({"ok": True, "files": [str(path) for path in paths], "renditions": made}, ensure_ascii=False))
        return OK
    figures = {rendition.path.rpartition("/")[2]: rendition for rendition in record.renditions}
    for path in paths:
        rendition = figures.get(path.name, record.renditions[0])
        loudness = rendition.integrated_lufs
        print(f"{path}  {path.stat().st_size} B" + (f"  {loudness:.1f} LUFS" if loudness is not None else ""))
    return OK


def _say_files(paths: Sequence[Path], arguments: argparse.Namespace, **facts: Any) -> int:
    if arguments.json:
        print(json.dumps({"ok": True, "files": [str(path) for path in paths], **facts}, ensure_ascii=False))
    else:
        for path in paths:
            print(path)
    return OK


def _print_changes(reading: Reading) -> None:
    """One change a line: its line in the text, what is written, what is said, the rule."""
    print()
    for change in reading.changes:
        written, spoken = (" ".join(text.split()) for text in (change.written, change.spoken))
        print(f"{_find_line(reading, change.start)}  {written} → {spoken}  ({change.rule})")


def _warn_of_doubts(doubtful: Sequence[AlignedCue], *, cue_count: int) -> None:
    if not doubtful:
        return
    sentence = _("Listen again to %(count)d of %(total)d cues: the recording may say something else there.")
    print(sentence % {"count": len(doubtful), "total": cue_count}, file=sys.stderr)
    for aligned in doubtful:
        print(f"{format_time(aligned.cue.start_ms)}  {' '.join(aligned.cue.text.split())}", file=sys.stderr)


def _say_failures(failures: Sequence[tuple[str, str]], *, as_json: bool) -> None:
    for place, sentence in failures:
        print(f"{place}: {sentence}" if place else sentence, file=sys.stderr)
    if as_json:
        problems = [{"path": place, "message": sentence} for place, sentence in failures]
        print(json.dumps({"ok": False, "problems": problems}, ensure_ascii=False))


def _showing_one(arguments: argparse.Namespace) -> AbstractContextManager[Callable[[AssetProgress], None]]:
    return show_one(is_shown=not arguments.json)


# --- arguments ------------------------------------------------------------------------------------------------------


def _parse_timecode(text: str) -> int:
    """`1:02:03.5`, `0:12.5` or `12.5` as milliseconds."""
    try:
        parts = [float(part) for part in text.replace(",", ".").split(":")]
    except ValueError:
        parts = []
    if not 1 <= len(parts) <= 3 or any(part < 0 or part >= 60 for part in parts[1:]) or not parts[0] >= 0:
        raise argparse.ArgumentTypeError(_("not a time such as 0:12.5: %(text)s") % {"text": text})
    seconds: float = sum(part * 60.0**power for power, part in enumerate(reversed(parts)))
    return round(1000 * seconds)


def _build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m media_pipeline", description="Source file → renditions, clips.")
    commands = parser.add_subparsers(
        required=True, metavar="probe | transcode | read | speak | align | clip | package | verify | copy | process"
    )
    _add_probe(commands.add_parser("probe", help="say what a file is"))
    _add_transcode(commands.add_parser("transcode", help="make every version of a recording, video or picture"))
    _add_read(commands.add_parser("read", help="turn written legal Vietnamese into the words to be spoken"))
    _add_speak(commands.add_parser("speak", help="read a script with the built-in voice"))
    _add_align(commands.add_parser("align", help="find a script in a recording: captions from plain text"))
    _add_clip(commands.add_parser("clip", help="cut a vertical clip with burned captions"))
    _add_package(commands.add_parser("package", help="pack recordings for the loudspeakers"))
    _add_verify(commands.add_parser("verify", help="check a loudspeaker package"))
    _add_copy(commands.add_parser("copy", help="copy a loudspeaker package to a USB stick and read it back"))
    _add_process(commands.add_parser("process", help="make everything that manifests name"))
    return parser


def _add_probe(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path)
    _finish(parser, _run_probe)


def _add_transcode(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path)
    parser.add_argument("--out", type=Path, required=True, help="folder of the finished files")
    parser.add_argument("--title", default="", help="title in the files' tags (default: the file's name)")
    parser.add_argument("--captions", type=Path, help="captions (WebVTT or SRT)")
    parser.add_argument("--script", type=Path, help="what is said, as plain text")
    _finish(parser, _run_transcode)


def _add_read(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("script", type=Path, help="a text file")
    parser.add_argument(
        "--region", type=Region, choices=list(Region), default=Region.NORTH, help="whose words are used"
    )
    parser.add_argument("--lexicon", type=Path, help="TOML file of your own entries: written form = what is said")
    parser.add_argument("--changes", action="store_true", help="list each change and its rule under the reading")
    _finish(parser, _run_read)


def _add_speak(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("script", type=Path, help="a text file")
    parser.add_argument("-o", "--output", type=Path, required=True, help=".wav, or .mp3 at podcast loudness")
    parser.add_argument("--voice", default="vi")
    parser.add_argument("--rate", type=int, default=150, help="words a minute")
    parser.add_argument("--title", default="")
    _finish(parser, _run_speak)


def _add_align(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("recording", type=Path)
    parser.add_argument("script", type=Path, help="what is said, word for word, as a text file")
    parser.add_argument("-o", "--output", type=Path, required=True, help=".vtt")
    parser.add_argument("--voice", default="vi", help="the built-in voice nearest to the speaker's accent")
    _finish(parser, _run_align)


def _add_clip(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path)
    parser.add_argument("--start", type=_parse_timecode, required=True, metavar="M:SS.mmm")
    parser.add_argument("--end", type=_parse_timecode, required=True, metavar="M:SS.mmm")
    parser.add_argument("-o", "--output", type=Path, required=True, help=".mp4")
    parser.add_argument("--title", default="", help="written on the clip")
    parser.add_argument("--captions", type=Path, help="captions (WebVTT or SRT)")
    _finish(parser, _run_clip)


def _add_package(parser: argparse.ArgumentParser) -> None:
    add_package_arguments(parser)
    _finish(parser, _run_package)


def _add_verify(parser: argparse.ArgumentParser) -> None:
    add_verify_arguments(parser)
    _finish(parser, _run_verify)


def _add_copy(parser: argparse.ArgumentParser) -> None:
    add_copy_arguments(parser)
    _finish(parser, _run_copy)


def _add_process(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", type=Path, nargs="+", help="manifests, or folders of them (content/media)")
    parser.add_argument("--store", default=DEFAULT_STORE, help="a folder, or s3://bucket/prefix")
    parser.add_argument("--endpoint-url", help="address of the S3-compatible store, when it is not Amazon's")
    _finish(parser, _run_process)


def _finish(parser: argparse.ArgumentParser, run: Callable[[argparse.Namespace], int]) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run)
