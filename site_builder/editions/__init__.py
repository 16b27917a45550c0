"""BUILT SITE → A FOLDER OR A ZIP that opens from disk, for a USB stick or a phone without a network.

output folder ▸ pages without what a disk cannot serve ▸ media as far as there is room ▸ links made relative ▸ in place

`api.py` is the one entry. It reads the output folder alone, so a site that was copied here will do.
"""
