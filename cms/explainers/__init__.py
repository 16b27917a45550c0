"""Legal explainers (bài giải thích): the answers first."""
