"""Everything that reads or writes sound and moving pictures. `run.py` is the one module that runs ffmpeg."""
