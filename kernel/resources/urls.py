"""Screens of the kernel's resources: imports."""

from django.urls import path

from kernel.resources.imports import views

urlpatterns = [
    path("imports/", views.ImportList.as_view(), name="imports"),
    path("imports/new/", views.NewImport.as_view(), name="import-new"),
    path("imports/samples/<slug:role>/<slug:kind>/", views.SampleFile.as_view()),
    path("imports/samples/<slug:role>/<slug:kind>/<slug:layout>/", views.LayoutSample.as_view()),
    path("imports/<str:id>/", views.ImportPage.as_view(), name="import"),
    path("imports/<str:id>/undo/", views.ImportUndo.as_view()),
    path("imports/<str:id>/refused/", views.RefusedRows.as_view()),
]
