"""Loudspeaker packages as files: the ZIP, the printed run sheet, the verifier that goes with it, copies on a USB stick.

What stands in a package is decided in `domain/package_layout.py` and `domain/session_layout.py`.
"""
