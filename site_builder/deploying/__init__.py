"""OUTPUT FOLDER → HOST. Copies a built site to a folder or an S3-compatible bucket, so that it is whole at any instant.

`api.py` is the one entry: it compares the output with what the target really holds, `plan.py` decides the order, and a
`Target` (`folder.py`, `s3.py`) does the work. Knows nothing of documents or templates.
"""
