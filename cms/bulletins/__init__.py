"""Loudspeaker bulletins (bản tin loa)."""
