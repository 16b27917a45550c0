"""Packages of sessions: from the schedule and its approved bulletins to one ZIP for the loudspeakers."""
