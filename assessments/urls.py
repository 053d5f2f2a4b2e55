from django.urls import path

from . import views

urlpatterns = [
    path("procurements/<int:pk>/", views.procurement_detail, name="procurement-detail"),
    path("versions/<int:pk>/", views.version_detail, name="version-detail"),
    path("versions/<int:pk>/assess/", views.assessment_start, name="assessment-start"),
    path("requirements/<int:pk>/", views.requirement_detail, name="requirement-detail"),
    path("rules/", views.rules, name="rules"),
    path("rules/<slug:rule_id>/", views.rule_detail, name="rule-detail"),
    path("about-the-scores/", views.about_scores, name="about-scores"),
]
