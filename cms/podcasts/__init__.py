"""Podcast shows, and what every page that can be heard shares."""
