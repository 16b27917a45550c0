"""RSS 2.0, Atom and podcast feeds, built by feedgen from plain values. Pure: no clock, no files.

feedgen's defaults would put the time of the build into `lastBuildDate`, so every date here comes from the content: two
builds of the same content give the same bytes.
"""
