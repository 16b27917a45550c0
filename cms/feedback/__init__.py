"""Whether residents found a page useful: the address that takes their answers, and the report of them."""
