"""The API's addresses, below /api/v1/. This list is all there is; it names apps only as strings."""

from csp.decorators import csp_update
from django.urls import path, re_path
from django.utils.module_loading import import_string
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.routers import SimpleRouter

from .api_shape import no_such_address

VIEWS = {
    "tokens": "accounts.api.TokenViewSet",
    "score": "assessments.api.ScoreViewSet",
    "procurements": "procurement.api.ProcurementViewSet",
    "specifications": "procurement.api.SpecificationViewSet",
    "versions": "procurement.api.VersionViewSet",
    "versions/<int:version>/dismissals": "assessments.dismissals_api.DismissalViewSet",
    "requirements": "assessments.requirement_api.RequirementViewSet",
    "assessments": "assessments.api.AssessmentViewSet",
    "verdicts": "assessments.api.VerdictViewSet",
    "procurements/<int:procurement>/suppliers": "assessments.bidding.api.suppliers.SupplierViewSet",
    "procurements/<int:procurement>/bids": "assessments.bidding.api.suppliers.BidViewSet",
    "procurements/<int:procurement>/bids/<int:bid>/answers": "assessments.bidding.api.answers.AnswerViewSet",
    "procurements/<int:procurement>/decisions": "assessments.bidding.api.decisions.DecisionViewSet",
    "procurements/<int:procurement>/versions/<int:version>/matrix": (
        "assessments.bidding.api.matrix.MatrixViewSet"
    ),
    "own-rules/choices": "assessments.own_rules_api.ChoiceViewSet",
    "own-rules": "assessments.own_rules_api.OwnRuleViewSet",
    "reports": "reports.api.ReportViewSet",
    "report-templates": "reports.api.ReportTemplateViewSet",
    "jobs": "jobs.api.JobViewSet",
}

router = SimpleRouter(use_regex_path=False)
for prefix, view in VIEWS.items():
    router.register(prefix, import_string(view), basename=f"api-{prefix.rpartition('/')[2]}")

page = SpectacularSwaggerSplitView.as_view(url_name="api-schema", template_name="api/description.html")

urlpatterns = [
    path("", csp_update({"img-src": ["data:"]})(page), name="api"),  # Swagger draws its arrows as data:
    path("schema/", SpectacularAPIView.as_view(), name="api-schema"),
    *router.urls,
    re_path("", no_such_address),
]
