"""Finance rows for platform staff: to look at, inside a support grant."""

from __future__ import annotations

from django.contrib import admin

from cfo.models import (
    Account,
    Budget,
    Category,
    CategoryRule,
    Forecast,
    Headcount,
    Invoice,
    InvoiceLine,
    Metric,
    Recommendation,
    Report,
    Setting,
    Transaction,
)
from kernel.doors.admin.base import SupportAdmin


@admin.register(Account)
class AccountAdmin(SupportAdmin):
    list_display = ("name", "workspace", "bank", "kind", "currency", "opening_balance", "status")
    list_filter = ("status", "kind")
    search_fields = ("name",)


@admin.register(Category)
class CategoryAdmin(SupportAdmin):
    list_display = ("name", "workspace", "kind", "archived")
    list_filter = ("kind", "archived")
    search_fields = ("name",)


@admin.register(CategoryRule)
class CategoryRuleAdmin(SupportAdmin):
    list_display = ("pattern", "field", "match", "sign", "category", "position", "active")
    list_filter = ("active", "match")
    ordering = ("position", "id")


@admin.register(Transaction)
class TransactionAdmin(SupportAdmin):
    list_display = (
        *("date", "counterparty", "workspace", "account", "amount", "currency", "category"),
        *("filed_by", "source", "reconciled"),
    )
    list_filter = ("source", "filed_by", "reconciled")
    ordering = ("-date", "-id")


@admin.register(Budget)
class BudgetAdmin(SupportAdmin):
    list_display = ("period", "category", "amount", "currency", "scenario", "version", "status")
    list_filter = ("scenario", "status")
    ordering = ("-period", "category", "id")


@admin.register(Forecast)
class ForecastAdmin(SupportAdmin):
    list_display = ("made_on", "series", "category", "currency", "method", "mase", "horizon")
    list_filter = ("series", "method")
    ordering = ("-made_on", "series", "id")


@admin.register(Report)
class ReportAdmin(SupportAdmin):
    list_display = ("title", "workspace", "kind", "period_start", "period_end", "status")
    list_filter = ("kind", "status")
    ordering = ("-period_end", "kind", "id")


@admin.register(Metric)
class MetricAdmin(SupportAdmin):
    list_display = ("name", "workspace", "period", "value", "unit", "currency")
    list_filter = ("unit",)
    ordering = ("-period", "name", "id")


@admin.register(Setting)
class SettingAdmin(SupportAdmin):
    list_display = ("workspace", "currency", "cash_floor", "split_limit", "horizon_months")


@admin.register(Invoice)
class InvoiceAdmin(SupportAdmin):
    list_display = ("number", "customer", "issued_on", "due_on", "paid_on", "total", "currency")
    search_fields = ("number",)
    ordering = ("-issued_on", "number", "id")


@admin.register(InvoiceLine)
class InvoiceLineAdmin(SupportAdmin):
    list_display = ("invoice", "position", "item", "quantity", "unit_price", "amount")
    ordering = ("invoice", "position")


@admin.register(Headcount)
class HeadcountAdmin(SupportAdmin):
    list_display = ("name", "workspace", "team", "start_month", "end_month", "cost", "currency")
    search_fields = ("name",)


@admin.register(Recommendation)
class RecommendationAdmin(SupportAdmin):
    list_display = ("title", "kind", "severity", "status", "workspace", "due_on", "decided_at")
    list_filter = ("status", "severity", "kind")
    ordering = ("-created_at", "-id")
