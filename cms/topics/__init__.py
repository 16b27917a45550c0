"""Topics (lĩnh vực): a field of law and its pages."""
