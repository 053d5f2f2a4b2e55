"""The site, for gunicorn: `gunicorn config.wsgi`."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from .environment import require

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
require(settings.ENVIRONMENT, "secret_key", "database_url", "redis_url")
application = get_wsgi_application()
