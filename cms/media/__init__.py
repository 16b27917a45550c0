"""Uploads and what is made of them; `pipeline.py` is the one door to `media_pipeline`."""
