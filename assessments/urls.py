from django.urls import include, path

from procurement.importing import views as importing

from .services import request_assessment
from .views import (
    cases,
    dismissals,
    dismissing_many,
    editor,
    guide,
    own_rules,
    procurement,
    requirement,
    rows,
    rules,
    version,
    versions,
)

urlpatterns = [
    path("procurements/sample/", guide.sample_start, name="sample-start"),
    path("versions/<int:pk>/guide/end/", guide.guide_end, name="guide-end"),
    # An import ends in an assessment, of which the room that imports knows nothing.
    path("imports/<int:pk>/", importing.review, {"then": request_assessment}, name="import-review"),
    path(
        "imports/<int:pk>/compare/",
        importing.compare_versions,
        {"then": request_assessment},
        name="import-compare",
    ),
    path("procurements/<int:pk>/", procurement.procurement_detail, name="procurement-detail"),
    path("procurements/<int:procurement>/bids/", include("assessments.bidding.urls")),
    path("versions/<int:pk>/", version.version_detail, name="version-detail"),
    path("versions/<int:pk>/assess/", version.assessment_start, name="assessment-start"),
    path("requirements/<int:pk>/", requirement.requirement_detail, name="requirement-detail"),
    path("versions/<int:pk>/rows/", rows.version_rows, name="version-rows"),
    path("versions/<int:pk>/compare/", versions.version_compare, name="version-compare"),
    path("versions/<int:pk>/next-draft/", versions.version_next_draft, name="version-next-draft"),
    path("requirements/<int:pk>/row/", rows.requirement_row, name="requirement-row"),
    path("requirements/<int:pk>/preview/", editor.requirement_preview, name="requirement-preview"),
    path("requirements/<int:pk>/propose/", editor.requirement_propose, name="requirement-propose"),
    path("requirements/<int:pk>/save/", editor.requirement_save, name="requirement-save"),
    path("requirements/<int:pk>/history/", editor.requirement_history, name="requirement-history"),
    path("requirements/<int:pk>/undo/", editor.requirement_undo, name="requirement-undo"),
    path(
        "requirements/<int:pk>/history/<int:number>/restore/",
        editor.requirement_restore,
        name="requirement-restore",
    ),
    path("requirements/<int:pk>/comment/", editor.requirement_comment, name="requirement-comment"),
    path("requirements/<int:pk>/dismiss/", dismissals.finding_dismiss, name="finding-dismiss"),
    path("dismissals/<int:pk>/take-back/", dismissals.dismissal_take_back, name="dismissal-take-back"),
    path("versions/<int:pk>/dismiss/", dismissing_many.dismiss_many, name="dismiss-many"),
    path("versions/<int:pk>/dismissals/", dismissing_many.version_dismissals, name="version-dismissals"),
    path("versions/<int:pk>/whole/<slug:kind>/<slug:sign>/", cases.set_case, name="set-case"),
    path("rules/", rules.rules, name="rules"),
    path("rules/<slug:rule_id>/", rules.rule_detail, name="rule-detail"),
    path("own-rules/", own_rules.own_rules, name="own-rules"),
    path("own-rules/try/", own_rules.own_rules_try, name="own-rules-try"),
    path("own-rules/<int:pk>/take-back/", own_rules.own_rules_take_back, name="own-rules-take-back"),
    path("about-the-scores/", rules.about_scores, name="about-scores"),
]
