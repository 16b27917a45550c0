"""What tests run with: a database in memory, folders of their own, fast password hashes."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from pathlib import Path

from cms.settings.base import *  # noqa: F403
from cms.settings.base import SQLITE, STORAGES
from cms.settings.environment import ENVIRONMENT, INSECURE_SECRET_KEY

SECRET_KEY = INSECURE_SECRET_KEY
ALLOWED_HOSTS = ["*"]
if not ENVIRONMENT.database_url:  # the same tests run on PostgreSQL when it is named
    DATABASES = {"default": SQLITE | {"NAME": ":memory:"}}

VAR_DIR = Path(tempfile.mkdtemp(prefix="tieng-luat-test-"))
atexit.register(shutil.rmtree, VAR_DIR, ignore_errors=True)
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir()
MEDIA_ROOT = VAR_DIR / "media"
MEDIA_STORE = str(VAR_DIR / "media-store")
CONTENT_DIR = VAR_DIR / "content"
SITE_OUTPUT_DIR = VAR_DIR / "output"
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
AXES_ENABLED = False  # the test of the lockout switches it on
