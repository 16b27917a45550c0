"""The schedule of the ward's loudspeakers: which bulletin plays in which session."""
