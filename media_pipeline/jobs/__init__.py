"""From a manifest to a record: which steps make what (`plans.py`), from which origin (`origins.py`).

`process.py` runs one asset, `batch.py` a folder of manifests in the order in which they need each other.
"""
