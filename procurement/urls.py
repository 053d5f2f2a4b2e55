from django.urls import path

from . import notices, review, views
from .importing import views as importing

urlpatterns = [
    path("procurements/", views.procurement_list, name="procurement-list"),
    path("procurements/new/", views.procurement_new, name="procurement-new"),
    path("procurements/new/from-notice/", notices.procurement_from_notice, name="procurement-from-notice"),
    path("procurements/<int:pk>/edit/", views.procurement_edit, name="procurement-edit"),
    path("procurements/<int:pk>/import/", importing.bring, name="import-specification"),
    path("imports/<int:pk>/reset/", importing.reset, name="import-reset"),
    path("imports/<int:pk>/discard/", importing.discard, name="import-discard"),
    path("versions/<int:pk>/remove/", views.version_remove, name="version-remove"),
    path(
        "versions/<int:pk>/review/",
        views.version_step,
        {"step": review.send_for_review},
        name="version-review",
    ),
    path(
        "versions/<int:pk>/withdraw/",
        views.version_step,
        {"step": review.withdraw},
        name="version-withdraw",
    ),
    path(
        "versions/<int:pk>/approve/",
        views.version_step,
        {"step": review.approve},
        name="version-approve",
    ),
]
