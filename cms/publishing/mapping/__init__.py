"""Pages and laws ↔ `ContentDocument`, in both directions and without loss.

`references.py` names what documents refer to, `rich_text.py` and `body.py` map texts and blocks, `front_matter.py` the
fields, whose names are the same on both sides. Nothing here reads or writes a file.
"""
