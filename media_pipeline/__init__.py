"""SOURCE FILE → RENDITIONS, PACKAGES, CLIPS. A library and a command line on ffmpeg; no Django, nothing else of ours."""
