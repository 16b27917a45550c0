"""What the pipeline knows and decides, without reading or writing anything."""
