"""Work that outlives a request: a row for each job, taken up again when its worker dies.

`models.py` is the record, `runner.py` registers, enqueues and runs, `reaper.py` finds what a dead worker left.
Knows nothing of what the jobs do.
"""
