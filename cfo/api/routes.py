"""Addresses of the finance resources, under `/api/v1/cfo/`."""

from django.urls import path

from cfo.api import viewsets

MANY = {"get": "list", "post": "create"}
ONE = {"get": "retrieve", "patch": "partial_update", "delete": "destroy"}

urlpatterns = [
    path("accounts/", viewsets.AccountViewSet.as_view(MANY)),
    path("accounts/<id>/", viewsets.AccountViewSet.as_view(ONE)),
    path(
        "accounts/<id>/transactions/", viewsets.TransactionViewSet.as_view(MANY, within="account")
    ),
    path("categories/", viewsets.CategoryViewSet.as_view(MANY)),
    path("categories/<id>/", viewsets.CategoryViewSet.as_view(ONE)),
    path("category-rules/", viewsets.CategoryRuleViewSet.as_view(MANY)),
    path("category-rules/<id>/", viewsets.CategoryRuleViewSet.as_view(ONE)),
    path("transactions/", viewsets.TransactionViewSet.as_view(MANY)),
    path("transactions/<id>/", viewsets.TransactionViewSet.as_view(ONE)),
    path("budgets/", viewsets.BudgetViewSet.as_view(MANY)),
    path("budgets/<id>/", viewsets.BudgetViewSet.as_view(ONE)),
    path("forecasts/", viewsets.ForecastViewSet.as_view({"get": "list"})),
    path("forecasts/<id>/", viewsets.ForecastViewSet.as_view({"get": "retrieve"})),
    path("reports/", viewsets.ReportViewSet.as_view({"get": "list"})),
    path("reports/<id>/", viewsets.ReportViewSet.as_view(ONE)),
    path("metrics/", viewsets.MetricViewSet.as_view({"get": "list"})),
    path("metrics/<id>/", viewsets.MetricViewSet.as_view({"get": "retrieve"})),
    path("settings/", viewsets.SettingViewSet.as_view(MANY)),
    path("settings/<id>/", viewsets.SettingViewSet.as_view(ONE)),
    path("invoices/", viewsets.InvoiceViewSet.as_view(MANY)),
    path("invoices/<id>/", viewsets.InvoiceViewSet.as_view(ONE)),
    path("invoices/<id>/lines/", viewsets.InvoiceLineViewSet.as_view(MANY, within="invoice")),
    path("invoice-lines/", viewsets.InvoiceLineViewSet.as_view(MANY)),
    path("invoice-lines/<id>/", viewsets.InvoiceLineViewSet.as_view(ONE)),
    path("headcount/", viewsets.HeadcountViewSet.as_view(MANY)),
    path("headcount/<id>/", viewsets.HeadcountViewSet.as_view(ONE)),
    path("recommendations/", viewsets.CfoRecommendationViewSet.as_view({"get": "list"})),
    path(
        "recommendations/<id>/",
        viewsets.CfoRecommendationViewSet.as_view({"get": "retrieve", "patch": "partial_update"}),
    ),
    path(
        "recommendations/<id>/preview/",
        viewsets.CfoRecommendationViewSet.as_view({"get": "preview"}),
    ),
    path(
        "recommendations/<id>/approval/",
        viewsets.CfoRecommendationViewSet.as_view({"post": "approval"}),
    ),
    path(
        "recommendations/<id>/rejection/",
        viewsets.CfoRecommendationViewSet.as_view({"post": "rejection"}),
    ),
    path("recommendations/<id>/undo/", viewsets.CfoRecommendationViewSet.as_view({"post": "undo"})),
    path(
        "recommendations/<id>/snooze/",
        viewsets.CfoRecommendationViewSet.as_view({"post": "snooze"}),
    ),
]
