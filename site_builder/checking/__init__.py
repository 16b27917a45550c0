"""OUTPUT FOLDER → FINDINGS. Reads a built site as visitors, screen readers, podcast apps and search engines will.

`api.py` is the one entry. `page_facts.py` reads a page once, for all rules; `html_validity.py` asks a strict parser;
`links.py`, `feeds.py` and `completeness.py` compare what was read. Nothing is written but the cache of known pages.
"""
