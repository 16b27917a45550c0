"""The builder measured against Hugo, on the same texts and the same machine.

    python -m tests.bench.bench_builder --documents 1000 10000 --runs 5

Inside: bench_builder > reporting > scenarios > sites, measuring > as_hugo > corpus > vocabulary. `worker.py` is the
running worker that builds again and again; `hugo/` is a theme for Hugo that shows what `themes/tieng_luat` shows.
"""
