from django.urls import path

from . import views

urlpatterns = [
    path("assessments/<int:pk>/reports/", views.report_request, name="report-request"),
    path("reports/<int:pk>/", views.report_detail, name="report-detail"),
    path("reports/<int:pk>/download/", views.report_download, name="report-download"),
]
