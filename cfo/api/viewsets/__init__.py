"""The finance endpoints, one file a noun."""

from cfo.api.viewsets.account import AccountViewSet
from cfo.api.viewsets.budget import BudgetViewSet
from cfo.api.viewsets.category import CategoryViewSet
from cfo.api.viewsets.category_rule import CategoryRuleViewSet
from cfo.api.viewsets.forecast import ForecastViewSet
from cfo.api.viewsets.headcount import HeadcountViewSet
from cfo.api.viewsets.invoice import InvoiceViewSet
from cfo.api.viewsets.invoice_line import InvoiceLineViewSet
from cfo.api.viewsets.metric import MetricViewSet
from cfo.api.viewsets.recommendation import CfoRecommendationViewSet
from cfo.api.viewsets.report import ReportViewSet
from cfo.api.viewsets.setting import SettingViewSet
from cfo.api.viewsets.transaction import TransactionViewSet

__all__ = [
    "AccountViewSet",
    "BudgetViewSet",
    "CategoryRuleViewSet",
    "CategoryViewSet",
    "CfoRecommendationViewSet",
    "ForecastViewSet",
    "HeadcountViewSet",
    "InvoiceLineViewSet",
    "InvoiceViewSet",
    "MetricViewSet",
    "ReportViewSet",
    "SettingViewSet",
    "TransactionViewSet",
]
