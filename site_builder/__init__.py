"""DOCUMENTS → SITE. A library and a command line on Pelican; no Django, no database of the CMS."""
