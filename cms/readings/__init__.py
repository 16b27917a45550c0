"""How written texts are said: the editors' lexicon, the words of the region, and any page beside its reading."""
