import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import kernel.ids
import kernel.tenancy.rows


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("kernel", "0005_resources_walls"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Outage",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("service", models.CharField(max_length=80)),
                ("day", models.DateField()),
                ("minutes", models.PositiveSmallIntegerField()),
                (
                    "created_by",
                    kernel.tenancy.rows.TenantForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "run",
                    kernel.tenancy.rows.TenantForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="kernel.agentrun",
                    ),
                ),
                (
                    "tenant",
                    kernel.tenancy.rows.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="kernel.tenant",
                    ),
                ),
                (
                    "workspace",
                    kernel.tenancy.rows.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="kernel.workspace",
                    ),
                ),
            ],
            options={
                "db_table": "cto_outages",
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "workspace", "service", "day"),
                        name="cto_outages_day",
                        violation_error_message="This day of the service is there already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minutes__gte", 1), ("minutes__lte", 1440)),
                        name="cto_outages_minutes",
                        violation_error_message="A day has 1 to 1440 minutes of outage.",
                    ),
                ],
            },
        ),
    ]
