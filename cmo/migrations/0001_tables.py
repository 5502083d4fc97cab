import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import cmo.models.columns
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
            name="Funnel",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("name", models.CharField(max_length=160)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("marketing", "Marketing"),
                            ("sales", "Sales"),
                            ("product", "Product"),
                        ],
                        default="sales",
                        max_length=20,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("active", "Active"),
                            ("archived", "Archived"),
                        ],
                        default="draft",
                        max_length=20,
                    ),
                ),
                ("budget", cmo.models.columns.MoneyField(blank=True, null=True)),
                (
                    "expected_conversion",
                    cmo.models.columns.FractionField(
                        blank=True, decimal_places=5, max_digits=6, null=True
                    ),
                ),
                ("expected_revenue", cmo.models.columns.MoneyField(blank=True, null=True)),
                (
                    "currency",
                    cmo.models.columns.CurrencyField(
                        max_length=3,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z]{3}\\Z", "Use a three-letter ISO 4217 code such as EUR."
                            )
                        ],
                    ),
                ),
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
                "db_table": "cmo_funnels",
                "ordering": ["name"],
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Campaign",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("name", models.CharField(max_length=160)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("always_on", "Always on"),
                            ("awareness", "Awareness"),
                            ("launch", "Launch"),
                            ("promotion", "Promotion"),
                            ("newsletter", "Newsletter"),
                            ("partnership", "Partnership"),
                            ("event", "Event"),
                            ("other", "Other"),
                        ],
                        default="always_on",
                        max_length=20,
                    ),
                ),
                ("objective", models.TextField(blank=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("scheduled", "Scheduled"),
                            ("active", "Active"),
                            ("paused", "Paused"),
                            ("completed", "Completed"),
                        ],
                        default="draft",
                        max_length=20,
                    ),
                ),
                ("start", models.DateField(blank=True, null=True)),
                ("end", models.DateField(blank=True, null=True)),
                ("budget", cmo.models.columns.MoneyField(blank=True, null=True)),
                (
                    "currency",
                    cmo.models.columns.CurrencyField(
                        max_length=3,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z]{3}\\Z", "Use a three-letter ISO 4217 code such as EUR."
                            )
                        ],
                    ),
                ),
                (
                    "primary_kpi",
                    models.CharField(
                        choices=[
                            ("revenue", "Revenue"),
                            ("conversions", "Conversions"),
                            ("roas", "ROAS"),
                            ("cac", "Cost per order"),
                            ("sessions", "Sessions"),
                            ("clicks", "Clicks"),
                            ("impressions", "Impressions"),
                        ],
                        default="roas",
                        max_length=20,
                        verbose_name="primary KPI",
                    ),
                ),
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
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
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
                (
                    "funnel",
                    kernel.tenancy.rows.TenantForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="campaigns",
                        to="cmo.funnel",
                    ),
                ),
            ],
            options={
                "db_table": "cmo_campaigns",
                "ordering": ["-created_at"],
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="FunnelStage",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("name", models.CharField(max_length=120)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("awareness", "Awareness"),
                            ("consideration", "Consideration"),
                            ("conversion", "Conversion"),
                            ("retention", "Retention"),
                            ("advocacy", "Advocacy"),
                        ],
                        default="conversion",
                        max_length=20,
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(help_text="1 is where the funnel begins."),
                ),
                ("objective", models.CharField(blank=True, max_length=240)),
                (
                    "kpis",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="KPIs",
                    ),
                ),
                (
                    "target_volume",
                    models.BigIntegerField(blank=True, help_text="People a month.", null=True),
                ),
                (
                    "target_conversion_rate",
                    cmo.models.columns.FractionField(
                        blank=True, decimal_places=5, max_digits=6, null=True
                    ),
                ),
                ("budget", cmo.models.columns.MoneyField(blank=True, null=True)),
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
                    "funnel",
                    kernel.tenancy.rows.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stages",
                        to="cmo.funnel",
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
                "verbose_name": "funnel stage",
                "db_table": "cmo_funnel_stages",
                "ordering": ["funnel", "position"],
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="FunnelCount",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("date", models.DateField()),
                ("entered", models.BigIntegerField()),
                ("advanced", models.BigIntegerField(verbose_name="went on")),
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
                (
                    "stage",
                    kernel.tenancy.rows.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="counts",
                        to="cmo.funnelstage",
                    ),
                ),
            ],
            options={
                "verbose_name": "funnel count",
                "db_table": "cmo_funnel_counts",
                "ordering": ["-date", "stage"],
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="MetricsSnapshot",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "channel",
                    cmo.models.columns.ChannelField(
                        max_length=60, validators=[cmo.models.columns.channel_format]
                    ),
                ),
                ("date", models.DateField()),
                ("impressions", models.BigIntegerField(blank=True, null=True)),
                ("clicks", models.BigIntegerField(blank=True, null=True)),
                ("sessions", models.BigIntegerField(blank=True, null=True)),
                (
                    "conversions",
                    models.BigIntegerField(blank=True, null=True, verbose_name="orders"),
                ),
                (
                    "cost",
                    cmo.models.columns.MoneyField(blank=True, null=True, verbose_name="spend"),
                ),
                ("revenue", cmo.models.columns.MoneyField(blank=True, null=True)),
                (
                    "currency",
                    cmo.models.columns.CurrencyField(
                        max_length=3,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z]{3}\\Z", "Use a three-letter ISO 4217 code such as EUR."
                            )
                        ],
                    ),
                ),
                (
                    "excluded",
                    models.BooleanField(
                        default=False,
                        help_text="Left out of every figure; the row stays.",
                        verbose_name="left out",
                    ),
                ),
                (
                    "exclusion_reason",
                    models.CharField(blank=True, max_length=200, verbose_name="why left out"),
                ),
                (
                    "campaign",
                    kernel.tenancy.rows.TenantForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="snapshots",
                        to="cmo.campaign",
                    ),
                ),
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
                "verbose_name": "daily metric",
                "db_table": "cmo_metrics_snapshots",
                "ordering": ["-date", "channel"],
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Recommendation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("kind", models.CharField(max_length=60)),
                ("subject", models.CharField(blank=True, max_length=200)),
                ("fingerprint", models.CharField(max_length=200)),
                ("title", models.CharField(max_length=300)),
                ("rationale", models.TextField()),
                (
                    "severity",
                    models.CharField(
                        choices=[
                            ("low", "Low"),
                            ("medium", "Medium"),
                            ("high", "High"),
                            ("critical", "Critical"),
                        ],
                        default="low",
                        max_length=10,
                    ),
                ),
                ("impact", models.BigIntegerField(blank=True, null=True)),
                ("currency", models.CharField(blank=True, max_length=3)),
                ("effort", models.PositiveSmallIntegerField(default=1)),
                ("priority", models.FloatField(default=0)),
                ("evidence", models.JSONField(default=list)),
                ("action_kind", models.CharField(max_length=80)),
                ("action_args", models.JSONField(default=dict)),
                ("action_hash", models.CharField(max_length=64)),
                ("predicted", models.JSONField(blank=True, null=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("pending", "Pending"),
                            ("approved", "Approved once"),
                            ("applied", "Applied"),
                            ("rejected", "Rejected"),
                            ("expired", "Expired"),
                            ("undone", "Undone"),
                        ],
                        default="pending",
                        max_length=10,
                    ),
                ),
                ("due_on", models.DateField(blank=True, null=True)),
                ("expires_at", models.DateTimeField(blank=True, null=True)),
                ("snoozed_until", models.DateTimeField(blank=True, null=True)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("decision_note", models.TextField(blank=True)),
                ("before", models.JSONField(default=list)),
                ("after", models.JSONField(default=list)),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        help_text="Who approved first, where a second person is needed.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
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
                "db_table": "cmo_recommendations",
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="CampaignChannel",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "channel",
                    cmo.models.columns.ChannelField(
                        max_length=60, validators=[cmo.models.columns.channel_format]
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("paid", "Paid"),
                            ("organic", "Organic"),
                            ("owned", "Owned"),
                            ("earned", "Earned"),
                        ],
                        default="paid",
                        max_length=10,
                    ),
                ),
                (
                    "priority",
                    models.PositiveSmallIntegerField(default=1, help_text="1 comes first."),
                ),
                (
                    "budget_share",
                    cmo.models.columns.FractionField(decimal_places=5, default=0, max_digits=6),
                ),
                (
                    "utm_source",
                    models.CharField(blank=True, max_length=120, verbose_name="UTM source"),
                ),
                (
                    "utm_medium",
                    models.CharField(blank=True, max_length=120, verbose_name="UTM medium"),
                ),
                (
                    "utm_campaign",
                    models.CharField(blank=True, max_length=120, verbose_name="UTM campaign"),
                ),
                (
                    "campaign",
                    kernel.tenancy.rows.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="channels",
                        to="cmo.campaign",
                    ),
                ),
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
                "verbose_name": "campaign channel",
                "db_table": "cmo_campaign_channels",
                "ordering": ["campaign", "priority", "channel"],
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["tenant", "workspace", "channel"], name="cmo_channels_channel"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "workspace", "campaign", "channel"),
                        name="cmo_campaign_channels_one",
                        violation_error_message="This campaign already has that channel.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["paid", "organic", "owned", "earned"])),
                        name="cmo_campaign_channels_kind",
                        violation_error_message="Choose kind out of: paid, organic, owned, earned.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("channel__regex", "^[^[:space:][:upper:]]+$")),
                        name="cmo_campaign_channels_channel",
                        violation_error_message="Write a channel in lower case with _ for spaces.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("budget_share__gte", 0), ("budget_share__lte", 1)),
                            ("budget_share__isnull", True),
                            _connector="OR",
                        ),
                        name="cmo_campaign_channels_share",
                        violation_error_message="Give budget share between 0% and 100%.",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="funnel",
            constraint=models.UniqueConstraint(
                fields=("tenant", "workspace", "name"),
                name="cmo_funnels_name",
                violation_error_message="Another funnel of this workspace has that name.",
            ),
        ),
        migrations.AddConstraint(
            model_name="funnel",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["marketing", "sales", "product"])),
                name="cmo_funnels_kind",
                violation_error_message="Choose kind out of: marketing, sales, product.",
            ),
        ),
        migrations.AddConstraint(
            model_name="funnel",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["draft", "active", "archived"])),
                name="cmo_funnels_status",
                violation_error_message="Choose status out of: draft, active, archived.",
            ),
        ),
        migrations.AddConstraint(
            model_name="funnel",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("expected_conversion__gte", 0), ("expected_conversion__lte", 1)),
                    ("expected_conversion__isnull", True),
                    _connector="OR",
                ),
                name="cmo_funnels_conversion",
                violation_error_message="Give expected conversion between 0% and 100%.",
            ),
        ),
        migrations.AddConstraint(
            model_name="funnel",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("budget__gte", 0), ("budget__isnull", True), _connector="OR"),
                    models.Q(
                        ("expected_revenue__gte", 0),
                        ("expected_revenue__isnull", True),
                        _connector="OR",
                    ),
                ),
                name="cmo_funnels_amounts",
                violation_error_message="These are never below zero: budget, expected revenue.",
            ),
        ),
        migrations.AddConstraint(
            model_name="funnel",
            constraint=models.CheckConstraint(
                condition=models.Q(("currency__regex", "^[A-Z]{3}$")),
                name="cmo_funnels_currency",
                violation_error_message="Use a three-letter ISO 4217 code such as EUR.",
            ),
        ),
        migrations.AddIndex(
            model_name="campaign",
            index=models.Index(
                fields=["tenant", "workspace", "-created_at"], name="cmo_campaigns_newest"
            ),
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.UniqueConstraint(
                fields=("tenant", "workspace", "name"),
                name="cmo_campaigns_name",
                violation_error_message="Another campaign of this workspace has that name.",
            ),
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "always_on",
                            "awareness",
                            "launch",
                            "promotion",
                            "newsletter",
                            "partnership",
                            "event",
                            "other",
                        ],
                    )
                ),
                name="cmo_campaigns_kind",
                violation_error_message="Choose kind out of: always_on, awareness, launch, promotion, newsletter, partnership, event, other.",
            ),
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ["draft", "scheduled", "active", "paused", "completed"])
                ),
                name="cmo_campaigns_status",
                violation_error_message="Choose status out of: draft, scheduled, active, paused, completed.",
            ),
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "primary_kpi__in",
                        [
                            "revenue",
                            "conversions",
                            "roas",
                            "cac",
                            "sessions",
                            "clicks",
                            "impressions",
                        ],
                    )
                ),
                name="cmo_campaigns_kpi",
                violation_error_message="Choose primary_kpi out of: revenue, conversions, roas, cac, sessions, clicks, impressions.",
            ),
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("end__gte", models.F("start")),
                    ("end__isnull", True),
                    ("start__isnull", True),
                    _connector="OR",
                ),
                name="cmo_campaigns_dates",
                violation_error_message="The end lies before the start.",
            ),
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.CheckConstraint(
                condition=models.Q(("budget__gte", 0), ("budget__isnull", True), _connector="OR"),
                name="cmo_campaigns_budget",
                violation_error_message="These are never below zero: budget.",
            ),
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.CheckConstraint(
                condition=models.Q(("currency__regex", "^[A-Z]{3}$")),
                name="cmo_campaigns_currency",
                violation_error_message="Use a three-letter ISO 4217 code such as EUR.",
            ),
        ),
        migrations.AddConstraint(
            model_name="funnelstage",
            constraint=models.UniqueConstraint(
                fields=("tenant", "workspace", "funnel", "position"),
                name="cmo_funnel_stages_position",
                violation_error_message="Another stage of this funnel has that position.",
            ),
        ),
        migrations.AddConstraint(
            model_name="funnelstage",
            constraint=models.UniqueConstraint(
                fields=("tenant", "workspace", "funnel", "name"),
                name="cmo_funnel_stages_name",
                violation_error_message="Another stage of this funnel has that name.",
            ),
        ),
        migrations.AddConstraint(
            model_name="funnelstage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        ["awareness", "consideration", "conversion", "retention", "advocacy"],
                    )
                ),
                name="cmo_funnel_stages_kind",
                violation_error_message="Choose kind out of: awareness, consideration, conversion, retention, advocacy.",
            ),
        ),
        migrations.AddConstraint(
            model_name="funnelstage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("target_conversion_rate__gte", 0), ("target_conversion_rate__lte", 1)
                    ),
                    ("target_conversion_rate__isnull", True),
                    _connector="OR",
                ),
                name="cmo_funnel_stages_rate",
                violation_error_message="Give target conversion rate between 0% and 100%.",
            ),
        ),
        migrations.AddConstraint(
            model_name="funnelstage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("target_volume__gte", 0), ("target_volume__isnull", True), _connector="OR"
                    ),
                    models.Q(("budget__gte", 0), ("budget__isnull", True), _connector="OR"),
                ),
                name="cmo_funnel_stages_amounts",
                violation_error_message="These are never below zero: target volume, budget.",
            ),
        ),
        migrations.AddIndex(
            model_name="funnelcount",
            index=models.Index(fields=["tenant", "workspace", "-date"], name="cmo_counts_newest"),
        ),
        migrations.AddConstraint(
            model_name="funnelcount",
            constraint=models.UniqueConstraint(
                fields=("tenant", "workspace", "stage", "date"),
                name="cmo_funnel_counts_day",
                violation_error_message="This day of the stage is there already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="funnelcount",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("entered__gte", 0), ("entered__isnull", True), _connector="OR"),
                    models.Q(("advanced__gte", 0), ("advanced__isnull", True), _connector="OR"),
                ),
                name="cmo_funnel_counts_amounts",
                violation_error_message="These are never below zero: entered, advanced.",
            ),
        ),
        migrations.AddConstraint(
            model_name="funnelcount",
            constraint=models.CheckConstraint(
                condition=models.Q(("advanced__lte", models.F("entered"))),
                name="cmo_funnel_counts_advanced",
                violation_error_message="More people advanced than entered.",
            ),
        ),
        migrations.AddIndex(
            model_name="metricssnapshot",
            index=models.Index(
                fields=["tenant", "workspace", "-date"], name="cmo_snapshots_newest"
            ),
        ),
        migrations.AddIndex(
            model_name="metricssnapshot",
            index=models.Index(
                fields=["tenant", "workspace", "campaign"], name="cmo_snapshots_campaign"
            ),
        ),
        migrations.AddConstraint(
            model_name="metricssnapshot",
            constraint=models.UniqueConstraint(
                fields=("tenant", "workspace", "channel", "date", "campaign", "currency"),
                name="cmo_metrics_snapshots_day",
                nulls_distinct=False,
                violation_error_message="This day of the channel and campaign is there already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="metricssnapshot",
            constraint=models.CheckConstraint(
                condition=models.Q(("channel__regex", "^[^[:space:][:upper:]]+$")),
                name="cmo_metrics_snapshots_channel",
                violation_error_message="Write a channel in lower case with _ for spaces.",
            ),
        ),
        migrations.AddConstraint(
            model_name="metricssnapshot",
            constraint=models.CheckConstraint(
                condition=models.Q(("currency__regex", "^[A-Z]{3}$")),
                name="cmo_metrics_snapshots_currency",
                violation_error_message="Use a three-letter ISO 4217 code such as EUR.",
            ),
        ),
        migrations.AddConstraint(
            model_name="metricssnapshot",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("impressions__gte", 0), ("impressions__isnull", True), _connector="OR"
                    ),
                    models.Q(("clicks__gte", 0), ("clicks__isnull", True), _connector="OR"),
                    models.Q(("sessions__gte", 0), ("sessions__isnull", True), _connector="OR"),
                    models.Q(
                        ("conversions__gte", 0), ("conversions__isnull", True), _connector="OR"
                    ),
                    models.Q(("cost__gte", 0), ("cost__isnull", True), _connector="OR"),
                    models.Q(("revenue__gte", 0), ("revenue__isnull", True), _connector="OR"),
                ),
                name="cmo_metrics_snapshots_amounts",
                violation_error_message="These are never below zero: impressions, clicks, sessions, conversions, cost, revenue.",
            ),
        ),
        migrations.AddConstraint(
            model_name="metricssnapshot",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("excluded", False), ("exclusion_reason", "")),
                    models.Q(("excluded", True), models.Q(("exclusion_reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="cmo_metrics_snapshots_excluded",
                violation_error_message="An excluded day has a reason, another has none.",
            ),
        ),
        migrations.AddIndex(
            model_name="recommendation",
            index=models.Index(
                fields=["tenant", "workspace", "status", "-priority"],
                name="cmo_recommendation_rank",
            ),
        ),
        migrations.AddConstraint(
            model_name="recommendation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status__in", ("pending", "approved"))),
                fields=("tenant", "workspace", "fingerprint"),
                name="cmo_recommendation_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="recommendation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        ["pending", "approved", "applied", "rejected", "expired", "undone"],
                    )
                ),
                name="cmo_recommendation_status",
            ),
        ),
        migrations.AddConstraint(
            model_name="recommendation",
            constraint=models.CheckConstraint(
                condition=models.Q(("severity__in", ["low", "medium", "high", "critical"])),
                name="cmo_recommendation_level",
            ),
        ),
        migrations.AddConstraint(
            model_name="recommendation",
            constraint=models.CheckConstraint(
                condition=models.Q(("effort__gte", 1), ("effort__lte", 5)),
                name="cmo_recommendation_effort",
            ),
        ),
        migrations.AddConstraint(
            model_name="recommendation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("impact__isnull", True),
                    models.Q(("currency", ""), _negated=True),
                    _connector="OR",
                ),
                name="cmo_recommendation_money",
            ),
        ),
        migrations.AddConstraint(
            model_name="recommendation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ("applied", "rejected", "undone")), _negated=True),
                    models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                    _connector="OR",
                ),
                name="cmo_recommendation_who",
            ),
        ),
        migrations.AddConstraint(
            model_name="recommendation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "approved"), _negated=True),
                    ("approved_by__isnull", False),
                    _connector="OR",
                ),
                name="cmo_recommendation_once",
            ),
        ),
    ]
