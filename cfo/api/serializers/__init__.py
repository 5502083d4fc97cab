"""The finance serializers, one file a noun."""

from cfo.api.serializers.account import AccountSerializer
from cfo.api.serializers.budget import BudgetSerializer
from cfo.api.serializers.category import CategorySerializer
from cfo.api.serializers.category_rule import CategoryRuleSerializer
from cfo.api.serializers.forecast import ForecastSerializer
from cfo.api.serializers.headcount import HeadcountSerializer
from cfo.api.serializers.invoice import InvoiceSerializer
from cfo.api.serializers.invoice_line import InvoiceLineSerializer
from cfo.api.serializers.metric import MetricSerializer
from cfo.api.serializers.recommendation import RecommendationSerializer
from cfo.api.serializers.report import ReportSerializer
from cfo.api.serializers.setting import SettingSerializer
from cfo.api.serializers.transaction import TransactionSerializer

__all__ = [
    "AccountSerializer",
    "BudgetSerializer",
    "CategoryRuleSerializer",
    "CategorySerializer",
    "ForecastSerializer",
    "HeadcountSerializer",
    "InvoiceLineSerializer",
    "InvoiceSerializer",
    "MetricSerializer",
    "RecommendationSerializer",
    "ReportSerializer",
    "SettingSerializer",
    "TransactionSerializer",
]
