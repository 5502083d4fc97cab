"""Addresses of the fifth module's screens, under `/cto/`."""

from cto import views
from django.urls import path

urlpatterns = [
    path("", views.Dashboard.as_view(), name="dashboard"),
    path("outages/", views.OutageList.as_view(), name="outages"),
    path("outages/new/", views.OutageCreate.as_view()),
    path("outages/export/", views.OutageExport.as_view()),
    path("outages/<id>/", views.OutageDetail.as_view()),
]
