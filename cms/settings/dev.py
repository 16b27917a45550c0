"""One machine, one editor, no set-up: what `make demo` and `manage.py` use when nothing else is named."""

from __future__ import annotations

from cms.settings.base import *  # noqa: F403
from cms.settings.base import STATIC_ROOT, STORAGES
from cms.settings.environment import ENVIRONMENT, INSECURE_SECRET_KEY

DEBUG = True
SECRET_KEY = ENVIRONMENT.secret_key or INSECURE_SECRET_KEY
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *ENVIRONMENT.allowed_hosts]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # and VAR_DIR with it, where SQLite makes its file
