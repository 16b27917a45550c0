"""Situation stories (câu chuyện tình huống)."""
