"""Addresses of bids; all under their procurement, whose number decides who may look."""

from django.urls import path

from .views import bid, door, matrix

urlpatterns = [
    path("", door.bid_list, name="bid-list"),
    path("open/", door.bids_open, name="bids-open"),
    path("people/", door.person_add, name="bid-person-add"),
    path("people/<int:pk>/remove/", door.person_remove, name="bid-person-remove"),
    path("log/", door.bid_log, name="bid-log"),
    path("workbook/<int:version>/", door.workbook_out, name="bid-workbook"),
    path("new/", door.bid_new, name="bid-new"),
    path("matrix/<int:version>/", matrix.bid_matrix, name="bid-matrix"),
    path("matrix/<int:version>/<int:requirement>/", matrix.bid_requirement, name="bid-requirement"),
    path("<int:pk>/", bid.bid_detail, name="bid-detail"),
    path("<int:pk>/columns/", door.bid_columns, name="bid-columns"),
    path("<int:pk>/set-aside/", bid.bid_set_aside, name="bid-set-aside"),
    path("<int:pk>/take-back/", bid.bid_take_back, name="bid-take-back"),
    path("<int:pk>/decide/", bid.bid_alike, name="bid-alike"),
    path("<int:pk>/evidence/", bid.evidence_add, name="bid-evidence-add"),
    path("<int:pk>/evidence/<int:evidence>/", bid.evidence_file, name="bid-evidence"),
]
