from django.urls import path

from . import views

urlpatterns = [
    path("procurements/", views.procurement_list, name="procurement-list"),
    path("procurements/new/", views.procurement_new, name="procurement-new"),
    path("procurements/<int:pk>/import/", views.import_specification, name="import-specification"),
]
