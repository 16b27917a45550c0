"""Settings that hold in every situation."""

from __future__ import annotations

import dj_database_url
from csp.constants import NONE, SELF, UNSAFE_INLINE

from cms.settings.environment import BASE_DIR, ENVIRONMENT

SECRET_KEY = ENVIRONMENT.secret_key
ALLOWED_HOSTS = list(ENVIRONMENT.allowed_hosts)
DEBUG = False

# --- where things are ------------------------------------------------------------------------------------------------

VAR_DIR = ENVIRONMENT.var_dir
CONTENT_DIR = ENVIRONMENT.content_dir
SITE_OUTPUT_DIR = ENVIRONMENT.site_output_dir
THEME_DIR = ENVIRONMENT.theme_dir
SITE_BASE_URL = ENVIRONMENT.site_base_url
MEDIA_STORE = ENVIRONMENT.media_store
"""A folder or `s3://bucket/prefix`: sources, renditions and records (see media_pipeline)."""
MEDIA_STORE_ENDPOINT_URL = ENVIRONMENT.s3_endpoint_url
DEPLOY_TO = ENVIRONMENT.deploy_to
HANDBOOK_DIR = BASE_DIR / "docs" / "so-tay"

# --- apps ------------------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    # ours come first: their templates and message catalogues override Wagtail's
    "cms.accounts",
    "cms.core",
    "cms.approvals",
    "cms.home",
    "cms.topics",
    "cms.explainers",
    "cms.stories",
    "cms.pathways",
    "cms.audio",
    "cms.videos",
    "cms.podcasts",
    "cms.pages",
    "cms.readings",
    "cms.bulletins",
    "cms.broadcasts",
    "cms.packages",
    "cms.laws",
    "cms.feedback",
    "cms.media",
    "cms.jobs",
    "cms.publishing",
    "cms.demo",
    "wagtailmedia",
    "wagtail_headless_preview",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "axes",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "cms.core.middleware.AdminScriptMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "cms.core.refusals.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",  # must stand last
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- data ------------------------------------------------------------------------------------------------------------

SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": VAR_DIR / "db.sqlite3",
    "OPTIONS": {
        # A write takes its lock when the transaction begins, so that two editors queue instead of failing midway.
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,  # seconds a transaction waits for the lock
        # WAL lets editors read while the worker writes; NORMAL is durable against a killed process in WAL mode.
        "init_command": "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;",
    },
}

DATABASES = {
    "default": dj_database_url.parse(ENVIRONMENT.database_url, conn_max_age=60, conn_health_checks=True)
    if ENVIRONMENT.database_url
    else SQLITE
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

UPLOADS: dict[str, object] = (
    {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": ENVIRONMENT.upload_bucket,
            "endpoint_url": ENVIRONMENT.s3_endpoint_url or None,
            "file_overwrite": False,  # an upload of a known name gets a name of its own
        },
    }
    if ENVIRONMENT.upload_bucket
    else {"BACKEND": "django.core.files.storage.FileSystemStorage"}
)
STORAGES = {
    "default": UPLOADS,
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_LIMITS: dict[str, int] = {
    **({"max_size_bytes": ENVIRONMENT.max_upload_mb * 10**6} if ENVIRONMENT.max_upload_mb else {}),
    **({"max_duration_ms": ENVIRONMENT.max_media_minutes * 60_000} if ENVIRONMENT.max_media_minutes else {}),
    **({"max_memory_bytes": ENVIRONMENT.max_media_memory_mb * 10**6} if ENVIRONMENT.max_media_memory_mb else {}),
}
"""The largest uploads that are taken, where they differ from `media_pipeline.domain.settings.SourceLimits`:
`max_size_bytes`, `max_duration_ms`, `max_memory_bytes`, `max_track_count`, `max_film_px`, `max_picture_px`,
`max_picture_pixel_count`."""
SPEECH = ENVIRONMENT.speech
"""Who reads scripts aloud, and how (`cms/settings/speech.py`)."""
MEDIA_GRACE_DAYS = 30
"""How long a file of the media store is kept after the last use of it."""
MEDIA_ROOT = VAR_DIR / "media"
MEDIA_URL = "/tai-len/"
"""Editors' uploads and Wagtail's thumbnails; `/media/` is the media store's, as on the public site."""
STATIC_ROOT = VAR_DIR / "static"
STATIC_URL = "/static/"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "media"]}}

# Wagtail's page editor posts one field for every part of every block.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# --- language and time -----------------------------------------------------------------------------------------------

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = ["cms.formats"]
LOCALE_PATHS = [
    BASE_DIR / "cms" / "locale",  # our own strings
    BASE_DIR / "cms" / "locale_overlay",  # Wagtail's strings that its own Vietnamese catalogue lacks
]

# --- people ----------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
LOGIN_URL = "wagtailadmin_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
"""Hours: after five wrong passwords a name at an address waits a quarter of an hour."""
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "accounts/locked_out.html"
AXES_RESET_ON_SUCCESS = True

ADMINISTRATOR_MAY_APPROVE_OWN_TEXT = ENVIRONMENT.may_approve_own_text
"""Whether four eyes may be two, where one officer works alone; such an approval is marked wherever it is shown."""

# --- browser security ------------------------------------------------------------------------------------------------

X_FRAME_OPTIONS = "SAMEORIGIN"  # Wagtail's preview panel is a frame of the CMS itself
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 3600  # one working day

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        # Wagtail's admin, Draftail and the preview panel set style attributes.
        "style-src": [SELF, UNSAFE_INLINE],
        "img-src": [SELF, "data:", "blob:"],
        "media-src": [SELF, "blob:"],
        "font-src": [SELF, "data:"],
        "connect-src": [SELF],
        "frame-src": [SELF],
        "frame-ancestors": [SELF],
        "form-action": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
    }
}

# --- Wagtail ---------------------------------------------------------------------------------------------------------

WAGTAIL_PAGE_MODEL = "core.BasePage"
WAGTAIL_SITE_NAME = "Tiếng Luật"
WAGTAILADMIN_BASE_URL = ENVIRONMENT.cms_base_url
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_FINISH_WORKFLOW_ACTION = "cms.approvals.finishing.publish_approved"
WAGTAIL_CONTENT_LANGUAGES = [("vi", "Tiếng Việt")]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAIL_DATE_FORMAT = "%d/%m/%Y"
WAGTAIL_DATETIME_FORMAT = "%d/%m/%Y %H:%M"
WAGTAIL_TIME_FORMAT = "%H:%M"
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = True
WAGTAIL_PASSWORD_RESET_ENABLED = True
WAGTAIL_ENABLE_UPDATE_CHECK = False  # an offline machine asks nobody
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

WAGTAILIMAGES_IMAGE_MODEL = "media.Image"
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.media.forms.ImageForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpeg", "jpg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 30 * 1024 * 1024
WAGTAILDOCS_DOCUMENT_MODEL = "media.Download"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "cms.media.forms.DownloadForm"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "ods", "odt", "pdf", "rtf", "txt", "xlsx", "zip"]
WAGTAILMEDIA = {
    "MEDIA_MODEL": "media.MediaAsset",
    "MEDIA_FORM_BASE": "cms.media.forms.MediaAssetForm",
    "AUDIO_EXTENSIONS": ["aac", "flac", "m4a", "mp3", "ogg", "opus", "wav"],
    "VIDEO_EXTENSIONS": ["m4v", "mkv", "mov", "mp4", "webm"],
}
WAGTAIL_HEADLESS_PREVIEW = {
    "CLIENT_URLS": {"default": f"{ENVIRONMENT.cms_base_url}/xem-truoc/"},
    "REDIRECT_ON_PREVIEW": True,
    "ENFORCE_TRAILING_SLASH": False,
}
TAGGIT_CASE_INSENSITIVE = True
