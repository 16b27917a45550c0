"""The built-in voice: a script → a WAV file and when what is said.

`voice.py` is the entry; it runs `child.py` in a process of its own, because espeak-ng keeps its state in globals and a
crash of a C library must not take a worker along. `espeak.py` binds the library.
"""
