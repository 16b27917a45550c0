"""Still pictures with Pillow: opened within limits, brought to sRGB and upright, written without metadata."""
