"""The Celery application: `celery -A config worker`."""

import os

from celery import Celery
from celery.signals import celeryd_init
from django.conf import settings

from .environment import require

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("glapp")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@celeryd_init.connect
def refuse_to_guess(**_) -> None:
    """A worker without addresses would wait for ever at ones that Celery makes up."""
    require(settings.ENVIRONMENT, "database_url", "redis_url")
