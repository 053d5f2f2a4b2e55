from django.urls import path

from .views import dismissals, procurement, requirement, rules, version

urlpatterns = [
    path("procurements/<int:pk>/", procurement.procurement_detail, name="procurement-detail"),
    path("versions/<int:pk>/", version.version_detail, name="version-detail"),
    path("versions/<int:pk>/assess/", version.assessment_start, name="assessment-start"),
    path("requirements/<int:pk>/", requirement.requirement_detail, name="requirement-detail"),
    path("requirements/<int:pk>/dismiss/", dismissals.finding_dismiss, name="finding-dismiss"),
    path("dismissals/<int:pk>/take-back/", dismissals.dismissal_take_back, name="dismissal-take-back"),
    path("rules/", rules.rules, name="rules"),
    path("rules/<slug:rule_id>/", rules.rule_detail, name="rule-detail"),
    path("about-the-scores/", rules.about_scores, name="about-scores"),
]
