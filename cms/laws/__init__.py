"""The registry of legal texts that pages cite."""
