"""Audio pages: one recording each, an episode when they have a show."""
