"""The built-in voice: espeak-ng, in a process of its own, because its library keeps one state for the whole process."""

from media_pipeline.speech.voice import VoiceOrder, read_voice_version, speak

__all__ = ["VoiceOrder", "read_voice_version", "speak"]
