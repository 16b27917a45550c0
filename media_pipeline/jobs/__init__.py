"""From a manifest to a record: which steps make what (`plans.py`), and their run.

`process.py` runs one asset, `batch.py` a folder of manifests in the order in which they need each other.
"""
