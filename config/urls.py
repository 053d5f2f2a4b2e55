"""Where each app's pages hang."""

from django.urls import include, path

urlpatterns = [
    path("", include("accounts.urls")),
    path("", include("procurement.urls")),
    path("", include("assessments.urls")),
    path("", include("reports.urls")),
    path("", include("jobs.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("api/v1/", include("config.api")),
]

handler500 = "config.api_shape.fault_of_ours"
