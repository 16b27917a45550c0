"""People who work in the newsroom: the custom user from the first migration, and the four groups."""
