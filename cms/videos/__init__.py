"""Video pages."""
