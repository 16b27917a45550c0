"""The newsroom: EDIT and PUBLISH. The only Django and Wagtail code of the project.

One app for each noun. `settings/` configures, `publishing/` is the one door to `site_builder`, `media/` is the one door
to `media_pipeline`; no other app here may import those two packages.
"""
