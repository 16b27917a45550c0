"""SOURCE FILE → RENDITIONS, PACKAGES, CLIPS. A library and command line on ffmpeg; no Django, imports none of ours."""
