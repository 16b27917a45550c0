"""Search in the browser: what the files hold that the theme's `search.js` asks. Pure.

Vietnamese needs no segmentation to be searched: each syllable is indexed, a query asks for pages that have all of its
syllables, and those that stand side by side, with the accents that were typed, come first.

    folding.py     text → syllables, with and without accents
    wording.py     a document → its syllables: in which fields, before which others
    postings.py    syllables of documents ↔ the short texts of the files
    numbering.py   the number of each document, which other documents do not move
    shelves.py     which syllables share a file
    files.py       the bytes of the files

It imports documents and nothing else of ours. `search.js` has its own folding and hashing; a test compares them.
"""
