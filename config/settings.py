"""Django's settings. Values that differ between places come from `config.environment`."""

import secrets
import tomllib
from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from .environment import ROOT, read_environment

ENVIRONMENT = read_environment()
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]

# A process without a key gets one of its own: fine for `assess` and tests, useless for sign-ins that
# must outlive the process, so `check --deploy` refuses it.
SECRET_KEY = ENVIRONMENT.secret_key or "django-insecure-unset-" + secrets.token_urlsafe(50)
DEBUG = ENVIRONMENT.debug
ALLOWED_HOSTS = [host.strip() for host in ENVIRONMENT.allowed_hosts.split(",") if host.strip()]
OPERATOR, OPERATOR_EMAIL = ENVIRONMENT.operator, ENVIRONMENT.operator_email
CSRF_TRUSTED_ORIGINS = [
    origin.strip() for origin in ENVIRONMENT.csrf_trusted_origins.split(",") if origin.strip()
]

INSTALLED_APPS = [
    "accounts",
    "jobs",
    "procurement",
    "assessments",
    "reports",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "rest_framework",
    "knox",
    "drf_spectacular",
    "drf_spectacular_sidecar",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.member_middleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

if ENVIRONMENT.database_url:
    _host = ENVIRONMENT.database_url.hosts()[0]
    _query = dict(ENVIRONMENT.database_url.query_params())
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": (ENVIRONMENT.database_url.path or "/").lstrip("/"),
            "USER": _host["username"] or "",
            "PASSWORD": _host["password"] or "",
            "HOST": _query.get("host") or _host["host"] or "",
            "PORT": str(_host["port"] or ""),
            # A new connection costs PostgreSQL a process and the live preview some milliseconds.
            "CONN_MAX_AGE": 60,  # seconds
            "CONN_HEALTH_CHECKS": True,
        }
    }
else:
    # Django's own "no database" backend: using it says that DATABASE_URL is missing.
    DATABASES = {"default": {"ENGINE": "django.db.backends.dummy"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign-in"

LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", _("Swedish")), ("en", _("English"))]
LOCALE_PATHS = [ROOT / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
TIME_ZONE = "Europe/Stockholm"
USE_TZ = True

STATIC_URL = "static/"
STATICFILES_DIRS = [ROOT / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "config.fonts.PackagedFonts",
]
STATIC_ROOT = ROOT / "var" / "static"
MEDIA_ROOT = ENVIRONMENT.files_dir
VERAPDF_BIN = ENVIRONMENT.verapdf_bin
SEALS_DIR = ENVIRONMENT.seals_dir
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Hashed names, so that browsers keep them for ever. The TLS proxy compresses: doing it here took a
    # minute at every start, for the API page's 20 MB that hardly anybody opens.
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = DEBUG

# Which function does which kind of job: the queue knows names, not apps.
JOB_HANDLERS = {
    "assess": "assessments.tasks.assess",
    "read-bid": "assessments.bidding.tasks.read_bid",
    "report": "reports.tasks.make_report",
}

# How long a worker is believed alive without a sign, how often the workers look for jobs that nobody
# was told about, and how long a message may be on its way before it is sent again; all in seconds.
JOB_LEASE_SECONDS = 30
JOB_SWEEP_SECONDS = 5
JOB_RESEND_SECONDS = 30

CELERY_BROKER_URL = str(ENVIRONMENT.redis_url or "redis://")
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 500_000  # kB: who has laid out a long audit is replaced
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SOFT_TIME_LIMIT = 540
CELERY_TASK_TIME_LIMIT = 600
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # a worker waits for its broker however long it is away
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 1200,  # at least twice the hard limit, or a long report is made twice
    "unacked_restore_interval": 10,  # with kombu's defaults a killed task came back only after minutes
    "unacked_restore_throttle": 1,
}

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["accounts.tokens.MemberTokenAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["accounts.tokens.MemberRights"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["config.api_shape.BoundedJSONParser"],
    "DEFAULT_FILTER_BACKENDS": ["config.api_shape.QueryFilter"],
    "DEFAULT_PAGINATION_CLASS": "config.api_shape.Pages",
    "DEFAULT_SCHEMA_CLASS": "config.api_description.Description",
    "DEFAULT_THROTTLE_CLASSES": [
        "rest_framework.throttling.AnonRateThrottle",
        "rest_framework.throttling.UserRateThrottle",
    ],
    "DEFAULT_THROTTLE_RATES": {
        "anon": "60/min",
        "user": "600/min",
        "sign-in": "20/min",  # an address; wrong passwords are counted by accounts, as on the page
    },
    # Believe X-Forwarded-For only behind the proxy that sets it, or a caller could pick a new address
    # for every guess at a password.
    "NUM_PROXIES": 1 if ENVIRONMENT.https else 0,
    "EXCEPTION_HANDLER": "config.api_shape.problem",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
MIGRATION_MODULES = {"knox": None}  # its own table, which nothing would use, is not made
KNOX_TOKEN_MODEL = "accounts.ApiToken"  # noqa: S105 (a model's name)
REST_KNOX = {
    "TOKEN_TTL": timedelta(days=30),
    "TOKEN_LIMIT_PER_USER": 20,
    "TOKEN_PREFIX": "glapp_",  # so that scanners recognise a key that somebody committed
    "AUTH_HEADER_PREFIX": "Bearer",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Glapp",
    "DESCRIPTION": _(
        "Score requirements, import specifications, have them assessed and fetch the risk report. "
        "Make a token with POST /api/v1/tokens/ and send it as `Authorization: Bearer …`."
    ),
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_AUTHENTICATION": [],
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "OAS_VERSION": "3.1.0",  # pydantic's schemas are of its dialect
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "SORT_OPERATIONS": False,  # as config.api lists them: in the order of the work
    "COMPONENT_SPLIT_REQUEST": True,  # a file to upload and a file that was uploaded are not one schema
    "ENUM_NAME_OVERRIDES": {
        "JobState": "jobs.models.State",
        "VersionState": "procurement.models.VersionState",
        "Language": LANGUAGES,
        "RequirementKind": "procurement.models.Kind",
        "ChangeKind": "assessments.models.ChangeKind",
    },
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}

# Each step of each page, at the level of a worker's own lines.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "loggers": {name: {"level": "WARNING"} for name in ("weasyprint", "weasyprint.progress", "fontTools")},
}

# Everything a page needs comes from us, and nothing in a page is a script: a requirement's text that says
# otherwise stays text.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = ENVIRONMENT.https
SECURE_HSTS_SECONDS = 31_536_000 if ENVIRONMENT.https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = ENVIRONMENT.https
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.https else None
