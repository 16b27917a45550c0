"""The ward's real machine. Refuses to start with a default secret, a default password or no host name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from cms.settings.base import *  # noqa: F403
from cms.settings.base import DATABASES
from cms.settings.environment import ENVIRONMENT, INSECURE_SECRET_KEY, Environment

DEFAULT_PASSWORDS = frozenset({"", "admin", "changeme", "password", "postgres", "secret", "tiengluat", "123456"})
MIN_SECRET_KEY_LENGTH = 50


def find_faults(environment: Environment, database: Mapping[str, Any]) -> list[str]:
    """Everything that must be put right before production may start, as sentences; empty when all is well."""
    faults = []
    key = environment.secret_key
    if key == INSECURE_SECRET_KEY or "insecure" in key or len(key) < MIN_SECRET_KEY_LENGTH or len(set(key)) < 10:
        faults.append(f"SECRET_KEY must be a random text of at least {MIN_SECRET_KEY_LENGTH} characters.")
    if not environment.allowed_hosts or "*" in environment.allowed_hosts:
        faults.append("ALLOWED_HOSTS must name the hosts of the CMS, separated by commas (no *).")
    is_local = "sqlite" in str(database["ENGINE"]) or not database.get("HOST")
    if not is_local and str(database.get("PASSWORD", "")) in DEFAULT_PASSWORDS:
        faults.append("DATABASE_URL must not hold a default or an empty password.")
    if not environment.cms_base_url.startswith("https://"):
        faults.append("CMS_BASE_URL must begin with https://, since editors' passwords travel there.")
    return faults


if _faults := find_faults(ENVIRONMENT, DATABASES["default"]):
    raise ImproperlyConfigured("The production settings are not complete:\n- " + "\n- ".join(_faults))

SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
CSRF_TRUSTED_ORIGINS = [ENVIRONMENT.cms_base_url]
if ENVIRONMENT.is_behind_https_proxy:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

if ENVIRONMENT.email_host:
    EMAIL_HOST = ENVIRONMENT.email_host
else:
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
