"""From the outbox to the site.

`run.py` tells the story: assess what changed, plan the files, write them, build the site, close the entries. Each step
compares states, so that a run that was cut anywhere is finished by the next one.
"""
