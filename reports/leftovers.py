"""A report's file goes when its row does, also where a version was removed and took its reports along."""

from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver

from .models import Report


@receiver(post_delete, sender=Report)
def delete_file(instance: Report, **_: object) -> None:
    """Deleted once the row is gone for good."""
    if instance.file:
        transaction.on_commit(lambda: instance.file.delete(save=False))
