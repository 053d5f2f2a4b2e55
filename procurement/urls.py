from django.urls import path

from . import review, views

urlpatterns = [
    path("procurements/", views.procurement_list, name="procurement-list"),
    path("procurements/new/", views.procurement_new, name="procurement-new"),
    path("procurements/<int:pk>/import/", views.import_specification, name="import-specification"),
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
