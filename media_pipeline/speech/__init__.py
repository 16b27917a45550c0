"""Synthetic voices: the built-in espeak-ng, a voice file of Piper, a server; one interface (`engine.Voice`) for all."""

from media_pipeline.speech.voice import VoiceOrder, choose_voice, compute_fingerprint, speak

__all__ = ["VoiceOrder", "choose_voice", "compute_fingerprint", "speak"]
