"""Settings by situation: `dev` and `test` need nothing, `production` refuses to start half configured.

`environment.py` is the one module of the CMS that reads the environment; `base.py` turns what it read into Django's
settings; the three others change only what their situation asks for.
"""
