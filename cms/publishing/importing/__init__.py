"""From `content/` into the CMS: what people wrote or changed in Git becomes pages, laws and assets, with their ids.

`run.py` tells the story. A broken file is reported with its line and key, and nothing of it is taken over; the rest is.
"""
