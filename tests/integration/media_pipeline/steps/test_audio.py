"""The masters of recordings as people make them: as loud as promised by a second meter, as long as their source."""

from __future__ import annotations

import functools
import json
import threading
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import av
import numpy as np
import pytest

from media_pipeline.domain.presets import AudioPreset
from media_pipeline.domain.settings import SourceLimits
from media_pipeline.domain.webvtt import parse_captions
from media_pipeline.errors import UnreadableSourceError, WrongKindError
from media_pipeline.ffmpeg import chains
from media_pipeline.ffmpeg.loudness import measure_taps
from media_pipeline.ffmpeg.probe import probe_media
from media_pipeline.manifest import Chapter, Rendition, RenditionRole
from media_pipeline.presets import load_audio_presets, load_recording_preset, load_speech_preset
from media_pipeline.speech import VoiceOrder, speak
from media_pipeline.steps import audio
from media_pipeline.steps.audio import make_audio
from media_pipeline.steps.captions import make_captions
from media_pipeline.steps.preparation import prepare_sound
from media_pipeline.steps.waveform import make_waveform
from tests.integration.media_pipeline.steps.contexts import Newsroom, build_manifest, build_spoken_manifest
from tests.integration.media_pipeline.steps.loudness_meter import measure, read_samples
from tests.integration.media_pipeline.steps.probed_origin import ProbedOrigin, find_file
from tests.integration.media_pipeline.steps.samples import run, write_film

PRESETS = {preset.name: preset for preset in load_audio_presets()}
METER_DIFFERENCE_LU = 0.2
METER_DIFFERENCE_DB = 0.3
SYLLABLES = "gt(sin(2*PI*3*t),-0.4)*sin(2*PI*(220+60*sin(2*PI*t))*t)"
"""A tone that wavers and stops three times a second."""


def write_sound(path: Path, expression: str, duration_s: float, *, rate_hz: int = 44_100, filters: str = "") -> Path:
    source = f"aevalsrc='{expression}':s={rate_hz}:d={duration_s}"
    run("-f", "lavfi", "-i", source, *(("-af", filters) if filters else ()), path)
    return path


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    return Newsroom(tmp_path)


def make(newsroom: Newsroom, source: Path) -> dict[str, Rendition]:
    context = newsroom.build_context(build_manifest(), ProbedOrigin(source))
    return {rendition.preset: rendition for rendition in make_audio(context)}


def count_channels(path: Path) -> int:
    sound = probe_media(path, SourceLimits()).sound
    assert sound is not None
    return sound.channel_count


def check_levels(newsroom: Newsroom, renditions: dict[str, Rendition]) -> None:
    """Every file is as loud as its preset promises, by its record and by the second meter."""
    assert list(renditions) == list(PRESETS)
    for name, rendition in renditions.items():
        target, path = PRESETS[name].loudness, find_file(newsroom, rendition.path)
        reading = measure(path, count_channels(path))
        assert rendition.integrated_lufs == pytest.approx(reading.lufs, abs=METER_DIFFERENCE_LU)
        assert rendition.integrated_lufs == pytest.approx(target.integrated_lufs, abs=target.tolerance_lu)
        assert reading.lufs == pytest.approx(target.integrated_lufs, abs=target.tolerance_lu + METER_DIFFERENCE_LU)
        assert rendition.true_peak_dbtp is not None
        assert rendition.true_peak_dbtp <= target.true_peak_dbtp
        assert reading.true_peak_dbtp <= target.true_peak_dbtp + METER_DIFFERENCE_DB


@pytest.mark.parametrize(
    ("expression", "rate_hz", "filters"),
    [
        pytest.param(f"0.1*{SYLLABLES}", 44_100, "", id="ordinary"),
        pytest.param(f"0.0008*{SYLLABLES}", 44_100, "", id="very quiet"),
        pytest.param(f"4*{SYLLABLES}", 44_100, "", id="clipped"),
        pytest.param(f"0.2*{SYLLABLES}", 8_000, "", id="telephone"),
        pytest.param(f"0.02*{SYLLABLES}+0.9*lt(mod(t,1),0.01)*sin(5000*t)", 48_000, "", id="knocks"),
        pytest.param(f"0.1*{SYLLABLES}+0.4", 44_100, "", id="direct current"),
        pytest.param(f"0.1*{SYLLABLES}|0.05*sin(2000*t)", 44_100, "", id="stereo"),
        pytest.param(f"0.1*{SYLLABLES}", 96_000, "", id="96 kHz"),
    ],
)
def test_every_master_is_as_loud_as_promised(
    newsroom: Newsroom, tmp_path: Path, expression: str, rate_hz: int, filters: str
) -> None:
    source = write_sound(tmp_path / "a.wav", expression, 2, rate_hz=rate_hz, filters=filters)
    renditions = make(newsroom, source)
    check_levels(newsroom, renditions)
    assert all(abs((rendition.duration_ms or 0) - 2000) <= 50 for rendition in renditions.values())


def test_roles_codecs_rates_and_channels_are_those_of_the_presets(newsroom: Newsroom, tmp_path: Path) -> None:
    renditions = make(newsroom, write_sound(tmp_path / "a.wav", f"0.1*{SYLLABLES}|0.1*{SYLLABLES}", 1))
    assert {name: rendition.role for name, rendition in renditions.items()} == {
        "podcast-mp3": RenditionRole.PODCAST,
        "web-aac": RenditionRole.WEB,
        "web-opus": RenditionRole.WEB,
        "loudspeaker-mp3": RenditionRole.LOUDSPEAKER,
        "loudspeaker-mp3-24khz": RenditionRole.LOUDSPEAKER,
        "clip-bed": RenditionRole.CLIP_BED,
    }
    probes = {name: probe_media(find_file(newsroom, r.path), SourceLimits()).sound for name, r in renditions.items()}
    described = {
        name: (sound.codec, sound.sample_rate_hz, sound.channel_count) for name, sound in probes.items() if sound
    }
    assert described == {
        "podcast-mp3": ("mp3float", 44_100, 2),
        "web-aac": ("aac", 44_100, 2),
        "web-opus": ("opus", 48_000, 1),
        "loudspeaker-mp3": ("mp3float", 44_100, 1),
        "loudspeaker-mp3-24khz": ("mp3float", 24_000, 1),
        "clip-bed": ("aac", 44_100, 2),
    }
    assert {Path(rendition.path).name for rendition in renditions.values()} == {
        "tam-tru.mp3",
        "tam-tru.m4a",
        "tam-tru.opus",
        "tam-tru-loa.mp3",
        "tam-tru-loa-24khz.mp3",
        "tam-tru-nen.m4a",
    }
    assert renditions["podcast-mp3"].bit_rate_bps == pytest.approx(128_000, rel=0.1)


def test_one_channel_stays_one_channel(newsroom: Newsroom, tmp_path: Path) -> None:
    podcast = make(newsroom, write_sound(tmp_path / "a.wav", f"0.1*{SYLLABLES}", 1))["podcast-mp3"]
    assert count_channels(find_file(newsroom, podcast.path)) == 1


def test_silence_stays_silent(newsroom: Newsroom, tmp_path: Path) -> None:
    renditions = make(newsroom, write_sound(tmp_path / "a.wav", "0", 1))
    assert len(renditions) == len(PRESETS)
    for rendition in renditions.values():
        assert rendition.integrated_lufs is None
        assert rendition.true_peak_dbtp is None
        assert not np.abs(read_samples(find_file(newsroom, rendition.path), 1)).max() > 1e-4


def test_hiss_below_the_gate_is_not_made_louder(newsroom: Newsroom, tmp_path: Path) -> None:
    source = write_sound(tmp_path / "a.wav", "0.00002*sin(3000*t)", 1)
    assert all(rendition.integrated_lufs is None for rendition in make(newsroom, source).values())


def test_a_word_too_short_to_be_measured_keeps_its_level(newsroom: Newsroom, tmp_path: Path) -> None:
    renditions = make(newsroom, write_sound(tmp_path / "a.wav", "0.5*sin(2*PI*440*t)", 0.3))
    podcast = renditions["podcast-mp3"]
    assert podcast.integrated_lufs is None
    assert podcast.true_peak_dbtp == pytest.approx(20 * np.log10(0.5), abs=1.5)  # it begins and ends with a click
    assert abs((podcast.duration_ms or 0) - 300) <= 50


def test_a_dead_channel_is_left_out(newsroom: Newsroom, tmp_path: Path) -> None:
    renditions = make(newsroom, write_sound(tmp_path / "a.wav", f"0|0.1*{SYLLABLES}", 1))
    check_levels(newsroom, renditions)
    assert count_channels(find_file(newsroom, renditions["podcast-mp3"].path)) == 1


def test_a_gap_in_the_source_stays_a_pause(newsroom: Newsroom, tmp_path: Path) -> None:
    gap = "aselect='not(between(t,0.5,1.2))'"
    source = write_sound(tmp_path / "a.mkv", "0.2*sin(2*PI*440*t)", 2, filters=gap)
    podcast = make(newsroom, source)["podcast-mp3"]
    samples = read_samples(find_file(newsroom, podcast.path), 1)[0]
    assert abs((podcast.duration_ms or 0) - 2000) <= 50
    assert np.std(samples[int(0.7 * 48_000) : int(1.0 * 48_000)]) < 0.001
    assert np.std(samples[int(1.5 * 48_000) : int(1.8 * 48_000)]) > 0.05


def test_horns_get_no_bass_and_no_treble(newsroom: Newsroom, tmp_path: Path) -> None:
    source = write_sound(tmp_path / "a.wav", "0.1*(sin(2*PI*60*t)+sin(2*PI*1000*t)+sin(2*PI*14000*t))", 1)
    horn = make(newsroom, source)["loudspeaker-mp3"]
    samples = read_samples(find_file(newsroom, horn.path), 1)[0]
    spectrum = np.abs(np.fft.rfft(samples[4800:43_200]))  # bins of 1.25 Hz

    def get_level_db(frequency_hz: int) -> float:
        at = round(frequency_hz / 1.25)
        return float(20 * np.log10(spectrum[at - 3 : at + 4].max()))

    assert get_level_db(1000) - get_level_db(60) > 18
    assert get_level_db(1000) - get_level_db(14_000) > 12


def test_a_voice_that_fits_is_encoded_once_for_each_master(
    newsroom: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    encoded: list[str] = []
    encode = audio._encode

    def count(recording: object, preset: AudioPreset, *rest: object) -> None:
        encoded.append(preset.name)
        encode(recording, preset, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(audio, "_encode", count)
    order = VoiceOrder(script="Xin chào bà con.", voice="vi", rate_wpm=150, preset=load_speech_preset())
    speak(order, tmp_path / "a.wav")
    make(newsroom, tmp_path / "a.wav")
    assert sorted(encoded) == sorted(PRESETS)


def test_turning_the_phase_takes_from_the_peaks_of_a_voice_and_not_from_its_loudness(tmp_path: Path) -> None:
    order = VoiceOrder(script="Xin chào bà con.", voice="vi", rate_wpm=150, preset=load_speech_preset())
    speak(order, tmp_path / "a.wav")
    turned = load_recording_preset().tone
    tones = {"turned": turned, "plain": turned.model_copy(update={"phase_rotation_hz": None})}
    taps = {name: functools.partial(chains.shape, tone=tone) for name, tone in tones.items()}
    levels = measure_taps(tmp_path / "a.wav", taps).levels
    assert levels["turned"].integrated_lufs == pytest.approx(levels["plain"].integrated_lufs, abs=0.2)
    assert levels["turned"].peak_db < levels["plain"].peak_db - 2


def test_what_rises_above_full_scale_on_its_way_is_not_cut_off(newsroom: Newsroom, tmp_path: Path) -> None:
    source = write_sound(tmp_path / "a.wav", "0.99*(2*mod(120*t,1)-1)", 2)  # whose phase is turned
    prepared = prepare_sound(newsroom.build_context(build_manifest(), ProbedOrigin(source)))
    assert prepared.get_track("mono").level.peak_db > 0.5


def test_a_recording_that_begins_amid_a_sound_begins_softly(newsroom: Newsroom, tmp_path: Path) -> None:
    web = make(newsroom, write_sound(tmp_path / "a.wav", "0.1*(sin(2*PI*60*t)+sin(2*PI*14000*t+1))", 1))["web-opus"]
    samples = read_samples(find_file(newsroom, web.path), 1)[0]
    assert np.abs(samples[:200]).max() < np.abs(samples).max()


@pytest.mark.parametrize("suffix", [".mp3", ".m4a", ".ogg", ".flac", ".webm", ".aiff"])
def test_formats_of_phones_and_recorders_keep_their_length(newsroom: Newsroom, tmp_path: Path, suffix: str) -> None:
    source = write_sound(tmp_path / f"a{suffix}", f"0.1*{SYLLABLES}", 1.5, rate_hz=48_000)
    for rendition in make(newsroom, source).values():
        assert abs((rendition.duration_ms or 0) - 1500) <= 60


def read_tags(path: Path) -> dict[str, str]:
    with av.open(str(path)) as container:
        return {**container.metadata, **container.streams[0].metadata}


def test_a_synthetic_voice_is_marked_in_every_file(newsroom: Newsroom, tmp_path: Path) -> None:
    origin = ProbedOrigin(write_sound(tmp_path / "a.wav", f"0.1*{SYLLABLES}", 1))
    for rendition in make_audio(newsroom.build_context(build_spoken_manifest(), origin)):
        tags = read_tags(find_file(newsroom, rendition.path))
        marks = [tags.get("SYNTHETIC_VOICE"), tags.get("keywords", "").removeprefix("SYNTHETIC_VOICE=")]
        assert "espeak-ng vi" in marks
        assert tags["title"] == "Đăng ký tạm trú"


def test_tags_of_the_source_are_left_behind(newsroom: Newsroom, tmp_path: Path) -> None:
    plain = write_sound(tmp_path / "plain.wav", f"0.1*{SYLLABLES}", 1)
    source = tmp_path / "a.mp3"
    run("-i", plain, "-metadata", "comment=ToaDoBiMat", "-metadata", "encoded_by=MayGhiAmBiMat", source)
    for rendition in make(newsroom, source).values():
        content = find_file(newsroom, rendition.path).read_bytes()
        assert b"BiMat" not in content
        assert "BiMat".encode("utf-16-le") not in content
        assert "SYNTHETIC_VOICE" not in read_tags(find_file(newsroom, rendition.path))


def test_the_same_recording_gives_the_same_bytes(tmp_path: Path) -> None:
    source = write_sound(tmp_path / "a.wav", f"0.1*{SYLLABLES}", 1)
    hashes: list[Sequence[str]] = []
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        renditions = make(Newsroom(tmp_path / name), source)
        hashes.append([rendition.sha256 for rendition in renditions.values()])
    assert hashes[0] == hashes[1]


def test_what_is_made_is_found_without_opening_the_source(newsroom: Newsroom, tmp_path: Path) -> None:
    origin = ProbedOrigin(write_sound(tmp_path / "a.wav", f"0.1*{SYLLABLES}", 1))
    context = newsroom.build_context(build_manifest(), origin)
    first = make_audio(context)
    assert make_audio(context) == first
    assert origin.open_count == 1


def test_a_film_without_sound_is_no_recording(newsroom: Newsroom, tmp_path: Path) -> None:
    write_film(tmp_path / "a.mp4", size="64x64", duration_s=1, with_sound=False)
    with pytest.raises(WrongKindError):
        make(newsroom, tmp_path / "a.mp4")


def test_a_file_that_is_damaged_in_its_middle_is_refused(newsroom: Newsroom, tmp_path: Path) -> None:
    source = write_sound(tmp_path / "a.flac", f"0.1*{SYLLABLES}+0.01*random(0)", 6)
    content = bytearray(source.read_bytes())
    middle = len(content) * 9 // 10
    content[middle : middle + 400] = bytes(range(200)) * 2
    source.write_bytes(bytes(content))
    with pytest.raises(UnreadableSourceError):
        make(newsroom, source)


def test_progress_never_goes_back_and_is_told_by_the_calling_thread(tmp_path: Path) -> None:
    newsroom = Newsroom(tmp_path)
    told: list[tuple[float, int]] = []
    origin = ProbedOrigin(write_sound(tmp_path / "a.wav", f"0.1*{SYLLABLES}", 1))
    context = newsroom.build_context(build_manifest(), origin)
    make_audio(replace(context, report=lambda fraction, _message: told.append((fraction, threading.get_ident()))))
    fractions = [fraction for fraction, _thread in told]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1
    assert {thread for _fraction, thread in told} == {threading.get_ident()}


BEEP = "between(t,3,5)*0.2*sin(2*PI*440*t)"


def test_long_silence_around_a_recording_is_cut(newsroom: Newsroom, tmp_path: Path) -> None:
    for rendition in make(newsroom, write_sound(tmp_path / "a.wav", BEEP, 9)).values():
        assert rendition.source_start_ms == pytest.approx(2_500, abs=20)
        assert rendition.duration_ms == pytest.approx(500 + 2_000 + 1_000, abs=50)
        samples = read_samples(find_file(newsroom, rendition.path), 1)[0]
        assert np.abs(samples[: int(0.4 * 48_000)]).max() < 0.01
        assert np.std(samples[int(0.6 * 48_000) : int(2.4 * 48_000)]) > 0.05


def test_captions_and_waveform_follow_the_cut(newsroom: Newsroom, tmp_path: Path) -> None:
    origin = ProbedOrigin(write_sound(tmp_path / "a.wav", BEEP, 9))
    texts = {"tam-tru.vi.vtt": "WEBVTT\n\n00:00:03.000 --> 00:00:05.000\nMột tiếng bíp\n"}
    context = newsroom.build_context(build_manifest(captions="tam-tru.vi.vtt"), origin, texts)
    captions, _transcript = make_captions(context)
    (cue,) = parse_captions(newsroom.read(captions).decode())
    assert (cue.start_ms, cue.end_ms) == pytest.approx((500, 2_500), abs=20)
    _svg, peaks = make_waveform(context)
    assert document_length_s(newsroom.read(peaks)) == pytest.approx(3.5, abs=0.05)
    assert origin.open_count <= 3


def document_length_s(peaks: bytes) -> float:
    document = json.loads(peaks)
    return float(document["length"] * document["samples_per_pixel"] / document["sample_rate"])


def test_a_change_of_one_preset_makes_that_master_alone_again(
    newsroom: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write_sound(tmp_path / "a.wav", f"0.1*{SYLLABLES}", 1)
    first = make(newsroom, source)
    horn = PRESETS["loudspeaker-mp3"]
    quieter = horn.model_copy(update={"loudness": horn.loudness.model_copy(update={"integrated_lufs": -17.0})})
    presets = tuple(quieter if preset is horn else preset for preset in PRESETS.values())
    monkeypatch.setattr(audio, "load_audio_presets", lambda: presets)
    second = make(newsroom, source)
    assert {name for name in second if second[name] != first[name]} == {"loudspeaker-mp3"}
    assert second["loudspeaker-mp3"].integrated_lufs == pytest.approx(-17, abs=0.5)


@pytest.mark.parametrize("rate_hz", [44_100, 48_000])
def test_a_tone_above_the_band_of_a_master_is_not_made_up_for_with_noise(
    newsroom: Newsroom, tmp_path: Path, rate_hz: int
) -> None:
    made = make(newsroom, write_sound(tmp_path / "a.wav", "0.3*sin(2*PI*12100*t)", 2, rate_hz=rate_hz))
    small = made["loudspeaker-mp3-24khz"]
    assert small.integrated_lufs is None
    assert small.true_peak_dbtp is not None
    assert small.true_peak_dbtp < -30
    assert made["podcast-mp3"].integrated_lufs == pytest.approx(-16, abs=0.5)


def test_a_podcast_carries_its_cover_its_day_and_its_chapters(newsroom: Newsroom, tmp_path: Path) -> None:
    manifest = build_manifest(
        recorded=date(2026, 11, 9),
        chapters=(Chapter(start_ms=2_000, title="Mở đầu"), Chapter(start_ms=4_000, title="Khai báo = bắt buộc")),
    )
    context = newsroom.build_context(manifest, ProbedOrigin(write_sound(tmp_path / "a.wav", BEEP, 9)))
    made = {rendition.preset: rendition for rendition in make_audio(context)}
    path = find_file(newsroom, made["podcast-mp3"].path)
    with av.open(str(path)) as container:
        chapters = [(chapter["metadata"]["title"], chapter["start"]) for chapter in container.chapters()]
        cover = next(container.decode(container.streams.video[0]))
        tags = dict(container.metadata)
    assert chapters == [("Mở đầu", 0), ("Khai báo = bắt buộc", pytest.approx(1_500, abs=20))]
    assert (cover.width, cover.height) == (1400, 1400)
    assert (tags["title"], tags["album"], tags["date"]) == ("Đăng ký tạm trú", "Tiếng Luật", "2026-11-09")
    content = path.read_bytes()
    assert all(frame in content for frame in (b"CHAP", b"CTOC", b"APIC", b"TLAN"))
    assert not [name for name, rendition in made.items() if name != "podcast-mp3" and has_cover(newsroom, rendition)]


def has_cover(newsroom: Newsroom, rendition: Rendition) -> bool:
    with av.open(str(find_file(newsroom, rendition.path))) as container:
        return len(container.streams.video) > 0
