from django.urls import path, re_path

from . import views
from .audit import views as audit
from .bidding import views as bidding
from .board import views as board
from .exports import views as exports
from .letter import views as letter
from .looks import views as looks
from .verifying import views as verifying
from .word import views as word

urlpatterns = [
    re_path(
        r"^procurements/(?P<procurement>\d+)/bids/matrix/(?P<version>\d+)/matrix\.(?P<ending>xlsx|csv)$",
        bidding.matrix_file,
        name="bid-matrix-file",
    ),
    path("procurements/<int:procurement>/bids/<int:pk>/letter/", bidding.letter_new, name="bid-letter"),
    path("versions/<int:pk>/workbook.xlsx", exports.version_workbook, name="version-workbook"),
    re_path(
        r"^versions/(?P<pk>\d+)/requirements\.(?P<ending>xlsx|csv)$",
        exports.version_list,
        name="version-list-file",
    ),
    re_path(
        r"^versions/(?P<pk>\d+)/changes\.(?P<ending>xlsx|csv)$",
        exports.version_changes,
        name="version-changes-file",
    ),
    re_path(
        r"^versions/(?P<pk>\d+)/dismissals\.(?P<ending>xlsx|csv)$",
        exports.version_dismissals_file,
        name="version-dismissals-file",
    ),
    re_path(
        r"^versions/(?P<pk>\d+)/whole\.(?P<ending>xlsx|csv)$",
        exports.version_whole_file,
        name="version-whole-file",
    ),
    path("versions/<int:pk>/requirements.reqif", exports.version_reqif, name="version-reqif"),
    path("versions/<int:pk>/requirements.json", exports.version_json, name="version-json"),
    path("formats/specification.schema.json", exports.json_schema, name="specification-schema"),
    path("assessments/<int:pk>/reports/", views.report_request, name="report-request"),
    path("assessments/<int:pk>/letter/", letter.letter_new, name="letter-new"),
    path("assessments/<int:pk>/audit/", audit.audit_new, name="audit-new"),
    path("verify/", verifying.verify, name="verify"),
    path("schemas/audit-1.json", audit.audit_schema, name="audit-schema"),
    path("reports/templates/", looks.template_list, name="report-template-list"),
    path("reports/templates/new/", looks.template_edit, name="report-template-new"),
    path("reports/templates/<int:pk>/", looks.template_edit, name="report-template-edit"),
    path("reports/templates/<int:pk>/delete/", looks.template_delete, name="report-template-delete"),
    path("reports/templates/<int:pk>/logo.png", looks.template_logo, name="report-template-logo"),
    path("reports/templates/<int:pk>/style.css", looks.template_style, name="report-template-style"),
    re_path(
        r"^reports/templates/(?P<pk>\d+)/preview/(?P<language>sv|en)/$",
        looks.template_preview,
        name="report-template-preview",
    ),
    path("reports/<int:pk>/", views.report_detail, name="report-detail"),
    path("reports/<int:pk>/download/", views.report_download, name="report-download"),
    path("reports/<int:pk>/read/", board.report_read, name="report-read"),
    path("reports/<int:pk>/style.css", board.report_style, name="report-style"),
    path("reports/<int:pk>/logo.png", board.report_logo, name="report-logo"),
    path("reports/<int:pk>/word/", word.report_word, name="report-word"),
]
