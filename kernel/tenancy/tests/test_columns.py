"""Columns of tenant tables: what a model says of one is what the database gets."""

from __future__ import annotations

from django.apps import apps

from kernel.tenancy.rows import TenantRow


def test_a_migration_keeps_whether_a_column_may_be_empty():
    columns = [
        (model, column)
        for model in apps.get_models()
        if issubclass(model, TenantRow)
        for column in model._meta.local_concrete_fields
    ]
    assert columns
    lost = [
        f"{model._meta.db_table}.{column.name}"
        for model, column in columns
        if ((copy := column.clone()).null, copy.blank) != (column.null, column.blank)
    ]
    assert lost == []
