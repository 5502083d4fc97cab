"""The categories that a ledger begins with, where a workspace has none of its own."""

from __future__ import annotations

from django.db import transaction

from cfo.models import Category
from cfo.models.category import CategoryKind
from kernel.tenancy.scope import DATABASE

USUAL: tuple[tuple[str, CategoryKind], ...] = (
    ("Sales", CategoryKind.REVENUE),
    ("Other income", CategoryKind.REVENUE),
    ("Goods and materials", CategoryKind.COGS),
    ("Shipping", CategoryKind.COGS),
    ("Payment fees", CategoryKind.COGS),
    ("Salaries", CategoryKind.PAYROLL),
    ("Social contributions", CategoryKind.PAYROLL),
    ("Rent", CategoryKind.OPEX),
    ("Software", CategoryKind.OPEX),
    ("Marketing", CategoryKind.OPEX),
    ("Travel", CategoryKind.OPEX),
    ("Office", CategoryKind.OPEX),
    ("Insurance", CategoryKind.OPEX),
    ("Advisers", CategoryKind.OPEX),
    ("Bank fees", CategoryKind.OPEX),
    ("Sales tax", CategoryKind.TAX),
    ("Income tax", CategoryKind.TAX),
    ("Transfers", CategoryKind.TRANSFER),
    ("Loans", CategoryKind.FINANCING),
)


@transaction.atomic(using=DATABASE)
def start_categories() -> list[Category]:
    """Make the usual categories; nothing where there is one already."""
    if Category.objects.exists():
        return []
    return [Category.objects.create(name=name, kind=kind) for name, kind in USUAL]
