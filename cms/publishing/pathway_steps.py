"""How the questions of a pathway hang together, for the app that edits them; the sentences are the builder's."""

from __future__ import annotations

from site_builder.documents.pathways import ANSWER, QUESTION, TITLES, Fault, Step, Way, iter_faults

__all__ = ["ANSWER", "QUESTION", "TITLES", "Fault", "Step", "Way", "iter_faults"]
