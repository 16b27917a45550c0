"""INDEX → OUTPUT FOLDER. Pelican runs the build with generators and a writer of ours.

documents ▸ index ▸ pages, listings, feeds in memory ▸ compared with the output ▸ only what differs is put in place

`api.py` is the one entry. `pelican_run.py` binds Pelican's generators to `site.py`, which knows every page of the site
and takes its parts from `site_lists.py`, `news_feeds.py`, `podcast_feeds.py`, `sitemap.py`, `share_cards.py` and
`media_files.py`. `installing.py` is the only module that writes to the output folder.
"""
