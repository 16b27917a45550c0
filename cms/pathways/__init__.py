"""Guided pathways (hướng dẫn từng bước): a few questions that lead to the right page."""
