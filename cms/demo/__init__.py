"""`manage.py demo`: from a fresh checkout to a running newsroom with sample content, on embedded defaults.

preparation ▸ accounts ▸ serving. It uses the other apps as an operator would and is used by none of them.
"""
