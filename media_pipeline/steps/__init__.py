"""One module for each thing that is made; `jobs/recipes.py` says which kind of asset needs which of them."""
