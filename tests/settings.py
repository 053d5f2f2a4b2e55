"""The settings of production, with less waiting and a few handlers that only tests ask for."""

from config.settings import *  # noqa: F403
from config.settings import DATABASES
from config.settings import JOB_HANDLERS as REAL_HANDLERS

DATABASES["default"]["CONN_MAX_AGE"] = 0  # every test gives back the database that it used

JOB_HANDLERS = REAL_HANDLERS | {
    "count": "tests.jobs.handlers.count",
    "refuse": "tests.jobs.handlers.refuse",
    "break": "tests.jobs.handlers.break_down",
    "die": "tests.jobs.handlers.die",
}
JOB_LEASE_SECONDS = 3
JOB_SWEEP_SECONDS = 0.3
JOB_RESEND_SECONDS = 1

# Pages are rendered without collectstatic before them.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
