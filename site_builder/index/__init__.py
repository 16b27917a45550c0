"""DOCUMENTS → ANSWERS. What `content/` and the media store hold, in a file that can be deleted at any time.

`Index` reads only what changed and answers the questions of `rendering.library.Library`. It is derived: a file of
another version, or a damaged one, is made anew.

Inside: api > answers, drafts, problems, refresh > tallies, survey > journal, queries, scanning, manifests > orders,
rows, bodies, schema. Models of documents are loaded by what reads one, which a build without a change does not.
"""

from site_builder.index.answers import Answers, Asked, Question
from site_builder.index.api import Index
from site_builder.index.journal import DocumentChange, DocumentFacts, JournalEntries, Position
from site_builder.index.problems import Concerned
from site_builder.index.queries import ShownAsset
from site_builder.index.survey import Changes

__all__ = [
    "Answers",
    "Asked",
    "Changes",
    "Concerned",
    "DocumentChange",
    "DocumentFacts",
    "Index",
    "JournalEntries",
    "Position",
    "Question",
    "ShownAsset",
]
