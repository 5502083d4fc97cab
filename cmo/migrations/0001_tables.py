import django.contrib.postgres.fields
import django.core.serializers.json
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import cmo.models.columns
import cmo.models.plan_parts
import kernel.ids
import kernel.tenancy.columns
import kernel.tenancy.rows


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("kernel", "0005_resources_walls"),
        ("kernel", "__first__"),
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
                ("draft_hash", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "draft_fields",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=63),
                        blank=True,
                        default=list,
                        editable=False,
                        size=None,
                    ),
                ),
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
                ("budget", kernel.tenancy.columns.MoneyField(blank=True, null=True)),
                (
                    "expected_conversion",
                    kernel.tenancy.columns.FractionField(
                        blank=True, decimal_places=5, max_digits=6, null=True
                    ),
                ),
                ("expected_revenue", kernel.tenancy.columns.MoneyField(blank=True, null=True)),
                (
                    "currency",
                    kernel.tenancy.columns.CurrencyField(
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "workspace", "name"),
                        name="cmo_funnels_name",
                        violation_error_message="Another funnel of this workspace has that name.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["marketing", "sales", "product"])),
                        name="cmo_funnels_kind",
                        violation_error_message="Choose kind out of: marketing, sales, product.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "active", "archived"])),
                        name="cmo_funnels_status",
                        violation_error_message="Choose status out of: draft, active, archived.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("expected_conversion__gte", 0), ("expected_conversion__lte", 1)
                            ),
                            ("expected_conversion__isnull", True),
                            _connector="OR",
                        ),
                        name="cmo_funnels_conversion",
                        violation_error_message="Give expected conversion between 0%% and 100%%.",
                    ),
                    models.CheckConstraint(
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
                    models.CheckConstraint(
                        condition=models.Q(("currency__regex", "^[A-Z]{3}$")),
                        name="cmo_funnels_currency",
                        violation_error_message="Use a three-letter ISO 4217 code such as EUR.",
                    ),
                ],
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
                ("draft_hash", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "draft_fields",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=63),
                        blank=True,
                        default=list,
                        editable=False,
                        size=None,
                    ),
                ),
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
                ("budget", kernel.tenancy.columns.MoneyField(blank=True, null=True)),
                (
                    "currency",
                    kernel.tenancy.columns.CurrencyField(
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
                "indexes": [
                    models.Index(
                        fields=["tenant", "workspace", "-created_at"], name="cmo_campaigns_newest"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "workspace", "name"),
                        name="cmo_campaigns_name",
                        violation_error_message="Another campaign of this workspace has that name.",
                    ),
                    models.CheckConstraint(
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
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["draft", "scheduled", "active", "paused", "completed"])
                        ),
                        name="cmo_campaigns_status",
                        violation_error_message="Choose status out of: draft, scheduled, active, paused, completed.",
                    ),
                    models.CheckConstraint(
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
                    models.CheckConstraint(
                        condition=models.Q(
                            ("end__gte", models.F("start")),
                            ("end__isnull", True),
                            ("start__isnull", True),
                            _connector="OR",
                        ),
                        name="cmo_campaigns_dates",
                        violation_error_message="The end lies before the start.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("budget__gte", 0), ("budget__isnull", True), _connector="OR"
                        ),
                        name="cmo_campaigns_budget",
                        violation_error_message="These are never below zero: budget.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("currency__regex", "^[A-Z]{3}$")),
                        name="cmo_campaigns_currency",
                        violation_error_message="Use a three-letter ISO 4217 code such as EUR.",
                    ),
                ],
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
                ("draft_hash", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "draft_fields",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=63),
                        blank=True,
                        default=list,
                        editable=False,
                        size=None,
                    ),
                ),
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
                    kernel.tenancy.columns.FractionField(
                        blank=True, decimal_places=5, max_digits=6, null=True
                    ),
                ),
                ("budget", kernel.tenancy.columns.MoneyField(blank=True, null=True)),
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "workspace", "funnel", "position"),
                        name="cmo_funnel_stages_position",
                        violation_error_message="Another stage of this funnel has that position.",
                    ),
                    models.UniqueConstraint(
                        fields=("tenant", "workspace", "funnel", "name"),
                        name="cmo_funnel_stages_name",
                        violation_error_message="Another stage of this funnel has that name.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "awareness",
                                    "consideration",
                                    "conversion",
                                    "retention",
                                    "advocacy",
                                ],
                            )
                        ),
                        name="cmo_funnel_stages_kind",
                        violation_error_message="Choose kind out of: awareness, consideration, conversion, retention, advocacy.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("target_conversion_rate__gte", 0),
                                ("target_conversion_rate__lte", 1),
                            ),
                            ("target_conversion_rate__isnull", True),
                            _connector="OR",
                        ),
                        name="cmo_funnel_stages_rate",
                        violation_error_message="Give target conversion rate between 0%% and 100%%.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("target_volume__gte", 0),
                                ("target_volume__isnull", True),
                                _connector="OR",
                            ),
                            models.Q(("budget__gte", 0), ("budget__isnull", True), _connector="OR"),
                        ),
                        name="cmo_funnel_stages_amounts",
                        violation_error_message="These are never below zero: target volume, budget.",
                    ),
                ],
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
                "indexes": [
                    models.Index(fields=["tenant", "workspace", "-date"], name="cmo_counts_newest")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "workspace", "stage", "date"),
                        name="cmo_funnel_counts_day",
                        violation_error_message="This day of the stage is there already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("entered__gte", 0), ("entered__isnull", True), _connector="OR"
                            ),
                            models.Q(
                                ("advanced__gte", 0), ("advanced__isnull", True), _connector="OR"
                            ),
                        ),
                        name="cmo_funnel_counts_amounts",
                        violation_error_message="These are never below zero: entered, advanced.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("advanced__lte", models.F("entered"))),
                        name="cmo_funnel_counts_advanced",
                        violation_error_message="More people advanced than entered.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContentAsset",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("draft_hash", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "draft_fields",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=63),
                        blank=True,
                        default=list,
                        editable=False,
                        size=None,
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("email", "Email"),
                            ("sms", "SMS"),
                            ("social_post", "Social post"),
                            ("landing_page", "Landing page"),
                            ("ad", "Ad"),
                            ("article", "Article"),
                            ("script", "Script"),
                        ],
                        default="email",
                        max_length=20,
                    ),
                ),
                (
                    "channel",
                    cmo.models.columns.ChannelField(
                        max_length=60, validators=[cmo.models.columns.channel_format]
                    ),
                ),
                ("key_message", models.TextField(blank=True)),
                (
                    "cta",
                    models.CharField(blank=True, max_length=120, verbose_name="call to action"),
                ),
                ("tone", models.CharField(blank=True, max_length=240)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("review", "In review"),
                            ("approved", "Approved"),
                            ("published", "Published"),
                            ("archived", "Archived"),
                        ],
                        default="draft",
                        max_length=20,
                    ),
                ),
                ("publish_on", models.DateField(blank=True, null=True)),
                (
                    "campaign",
                    kernel.tenancy.rows.TenantForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="assets",
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
                (
                    "stage",
                    kernel.tenancy.rows.TenantForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="assets",
                        to="cmo.funnelstage",
                        verbose_name="funnel stage",
                    ),
                ),
            ],
            options={
                "verbose_name": "content asset",
                "db_table": "cmo_content_assets",
                "ordering": ["-created_at"],
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["tenant", "workspace", "-created_at"], name="cmo_assets_newest"
                    ),
                    models.Index(
                        fields=["tenant", "workspace", "campaign"], name="cmo_assets_campaign"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "email",
                                    "sms",
                                    "social_post",
                                    "landing_page",
                                    "ad",
                                    "article",
                                    "script",
                                ],
                            )
                        ),
                        name="cmo_content_assets_kind",
                        violation_error_message="Choose kind out of: email, sms, social_post, landing_page, ad, article, script.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["draft", "review", "approved", "published", "archived"])
                        ),
                        name="cmo_content_assets_status",
                        violation_error_message="Choose status out of: draft, review, approved, published, archived.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("channel__regex", "^[^[:space:][:upper:]]+$")),
                        name="cmo_content_assets_channel",
                        violation_error_message="Write a channel in lower case with _ for spaces.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IcpSegment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("draft_hash", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "draft_fields",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=63),
                        blank=True,
                        default=list,
                        editable=False,
                        size=None,
                    ),
                ),
                ("name", models.CharField(max_length=160)),
                ("description", models.TextField(blank=True)),
                ("company_size", models.CharField(blank=True, max_length=80)),
                (
                    "industries",
                    kernel.tenancy.columns.ListField(
                        base_field=models.CharField(max_length=240),
                        blank=True,
                        default=list,
                        size=24,
                    ),
                ),
                (
                    "job_titles",
                    kernel.tenancy.columns.ListField(
                        base_field=models.CharField(max_length=240),
                        blank=True,
                        default=list,
                        size=24,
                    ),
                ),
                (
                    "pains",
                    kernel.tenancy.columns.ListField(
                        base_field=models.CharField(max_length=240),
                        blank=True,
                        default=list,
                        size=24,
                    ),
                ),
                (
                    "goals",
                    kernel.tenancy.columns.ListField(
                        base_field=models.CharField(max_length=240),
                        blank=True,
                        default=list,
                        size=24,
                    ),
                ),
                (
                    "buying_triggers",
                    kernel.tenancy.columns.ListField(
                        base_field=models.CharField(max_length=240),
                        blank=True,
                        default=list,
                        size=24,
                    ),
                ),
                (
                    "objections",
                    kernel.tenancy.columns.ListField(
                        base_field=models.CharField(max_length=240),
                        blank=True,
                        default=list,
                        size=24,
                    ),
                ),
                (
                    "preferred_channels",
                    kernel.tenancy.columns.ListField(
                        base_field=models.CharField(max_length=240),
                        blank=True,
                        default=list,
                        size=24,
                    ),
                ),
                ("is_primary", models.BooleanField(default=False, verbose_name="primary")),
                (
                    "priority",
                    models.PositiveSmallIntegerField(
                        default=50, help_text="0 to 100; 100 comes first."
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
                "verbose_name": "customer segment",
                "db_table": "cmo_icp_segments",
                "ordering": ["-priority", "name"],
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "workspace", "name"),
                        name="cmo_icp_segments_name",
                        violation_error_message="Another segment of this workspace has that name.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_primary", True)),
                        fields=("tenant", "workspace"),
                        name="cmo_icp_segments_primary",
                        violation_error_message="Another segment is the primary one; there is just one.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("priority__gte", 0), ("priority__lte", 100)),
                        name="cmo_icp_segments_priority",
                        violation_error_message="Give a priority from 0 to 100.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="campaign",
            name="segment",
            field=kernel.tenancy.rows.TenantForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="campaigns",
                to="cmo.icpsegment",
            ),
        ),
        migrations.CreateModel(
            name="MarketingPlan",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("draft_hash", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "draft_fields",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=63),
                        blank=True,
                        default=list,
                        editable=False,
                        size=None,
                    ),
                ),
                ("name", models.CharField(max_length=160)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("approved", "Approved"),
                            ("active", "Active"),
                            ("completed", "Completed"),
                            ("archived", "Archived"),
                        ],
                        default="draft",
                        max_length=20,
                    ),
                ),
                ("start", models.DateField()),
                ("end", models.DateField()),
                ("objective", models.TextField(blank=True)),
                (
                    "goal_metric",
                    models.CharField(
                        choices=[
                            ("revenue", "Revenue"),
                            ("conversions", "Orders"),
                            ("roas", "ROAS"),
                            ("cac", "Cost per order"),
                            ("sessions", "Sessions"),
                        ],
                        default="revenue",
                        max_length=20,
                    ),
                ),
                (
                    "goal_baseline",
                    models.DecimalField(blank=True, decimal_places=4, max_digits=20, null=True),
                ),
                (
                    "goal_target",
                    models.DecimalField(blank=True, decimal_places=4, max_digits=20, null=True),
                ),
                ("budget", kernel.tenancy.columns.MoneyField(blank=True, null=True)),
                (
                    "currency",
                    kernel.tenancy.columns.CurrencyField(
                        max_length=3,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z]{3}\\Z", "Use a three-letter ISO 4217 code such as EUR."
                            )
                        ],
                    ),
                ),
                (
                    "channel_allocation",
                    models.JSONField(
                        blank=True,
                        default=list,
                        encoder=django.core.serializers.json.DjangoJSONEncoder,
                        validators=[cmo.models.plan_parts.check_allocation],
                    ),
                ),
                (
                    "milestones",
                    models.JSONField(
                        blank=True,
                        default=list,
                        encoder=django.core.serializers.json.DjangoJSONEncoder,
                        validators=[cmo.models.plan_parts.check_milestones],
                    ),
                ),
                (
                    "risks",
                    models.JSONField(
                        blank=True,
                        default=list,
                        encoder=django.core.serializers.json.DjangoJSONEncoder,
                        validators=[cmo.models.plan_parts.check_risks],
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
                "verbose_name": "marketing plan",
                "db_table": "cmo_marketing_plans",
                "ordering": ["-start"],
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["tenant", "workspace", "-start"], name="cmo_plans_newest")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "workspace", "name"),
                        name="cmo_marketing_plans_name",
                        violation_error_message="Another plan of this workspace has that name.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "active")),
                        fields=("tenant", "workspace"),
                        name="cmo_marketing_plans_active",
                        violation_error_message="Another plan is active; complete or archive it first.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["draft", "approved", "active", "completed", "archived"])
                        ),
                        name="cmo_marketing_plans_status",
                        violation_error_message="Choose status out of: draft, approved, active, completed, archived.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "goal_metric__in",
                                ["revenue", "conversions", "roas", "cac", "sessions"],
                            )
                        ),
                        name="cmo_marketing_plans_metric",
                        violation_error_message="Choose goal_metric out of: revenue, conversions, roas, cac, sessions.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("end__gte", models.F("start"))),
                        name="cmo_marketing_plans_dates",
                        violation_error_message="The end lies before the start.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("budget__gte", 0), ("budget__isnull", True), _connector="OR"),
                            models.Q(
                                ("goal_baseline__gte", 0),
                                ("goal_baseline__isnull", True),
                                _connector="OR",
                            ),
                            models.Q(
                                ("goal_target__gte", 0),
                                ("goal_target__isnull", True),
                                _connector="OR",
                            ),
                        ),
                        name="cmo_marketing_plans_amounts",
                        violation_error_message="These are never below zero: budget, goal baseline, goal target.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("currency__regex", "^[A-Z]{3}$")),
                        name="cmo_marketing_plans_currency",
                        violation_error_message="Use a three-letter ISO 4217 code such as EUR.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="funnel",
            name="plan",
            field=kernel.tenancy.rows.TenantForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="funnels",
                to="cmo.marketingplan",
            ),
        ),
        migrations.AddField(
            model_name="campaign",
            name="plan",
            field=kernel.tenancy.rows.TenantForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="campaigns",
                to="cmo.marketingplan",
            ),
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
                    kernel.tenancy.columns.MoneyField(blank=True, null=True, verbose_name="spend"),
                ),
                ("revenue", kernel.tenancy.columns.MoneyField(blank=True, null=True)),
                (
                    "currency",
                    kernel.tenancy.columns.CurrencyField(
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
                "indexes": [
                    models.Index(
                        fields=["tenant", "workspace", "-date"], name="cmo_snapshots_newest"
                    ),
                    models.Index(
                        fields=["tenant", "workspace", "campaign"], name="cmo_snapshots_campaign"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "workspace", "channel", "date", "campaign", "currency"),
                        name="cmo_metrics_snapshots_day",
                        nulls_distinct=False,
                        violation_error_message="This day of the channel and campaign is there already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("channel__regex", "^[^[:space:][:upper:]]+$")),
                        name="cmo_metrics_snapshots_channel",
                        violation_error_message="Write a channel in lower case with _ for spaces.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("currency__regex", "^[A-Z]{3}$")),
                        name="cmo_metrics_snapshots_currency",
                        violation_error_message="Use a three-letter ISO 4217 code such as EUR.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("impressions__gte", 0),
                                ("impressions__isnull", True),
                                _connector="OR",
                            ),
                            models.Q(("clicks__gte", 0), ("clicks__isnull", True), _connector="OR"),
                            models.Q(
                                ("sessions__gte", 0), ("sessions__isnull", True), _connector="OR"
                            ),
                            models.Q(
                                ("conversions__gte", 0),
                                ("conversions__isnull", True),
                                _connector="OR",
                            ),
                            models.Q(("cost__gte", 0), ("cost__isnull", True), _connector="OR"),
                            models.Q(
                                ("revenue__gte", 0), ("revenue__isnull", True), _connector="OR"
                            ),
                        ),
                        name="cmo_metrics_snapshots_amounts",
                        violation_error_message="These are never below zero: impressions, clicks, sessions, conversions, cost, revenue.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("excluded", False), ("exclusion_reason", "")),
                            models.Q(
                                ("excluded", True),
                                models.Q(("exclusion_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="cmo_metrics_snapshots_excluded",
                        violation_error_message="An excluded day has a reason, another has none.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Offer",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("draft_hash", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "draft_fields",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=63),
                        blank=True,
                        default=list,
                        editable=False,
                        size=None,
                    ),
                ),
                ("name", models.CharField(max_length=160)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("product", "Product"),
                            ("service", "Service"),
                            ("subscription", "Subscription"),
                        ],
                        default="product",
                        max_length=20,
                    ),
                ),
                ("description", models.TextField(blank=True)),
                (
                    "benefits",
                    kernel.tenancy.columns.ListField(
                        base_field=models.CharField(max_length=240),
                        blank=True,
                        default=list,
                        size=24,
                    ),
                ),
                (
                    "pricing_model",
                    models.CharField(
                        choices=[
                            ("one_time", "One-time"),
                            ("subscription", "Subscription"),
                            ("usage", "By usage"),
                            ("freemium", "Freemium"),
                            ("quote", "On quote"),
                        ],
                        default="one_time",
                        max_length=20,
                    ),
                ),
                (
                    "price_low",
                    kernel.tenancy.columns.MoneyField(
                        blank=True, null=True, verbose_name="price from"
                    ),
                ),
                (
                    "price_high",
                    kernel.tenancy.columns.MoneyField(
                        blank=True, null=True, verbose_name="price to"
                    ),
                ),
                (
                    "currency",
                    kernel.tenancy.columns.CurrencyField(
                        max_length=3,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z]{3}\\Z", "Use a three-letter ISO 4217 code such as EUR."
                            )
                        ],
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "Draft"), ("active", "Active"), ("retired", "Retired")],
                        default="draft",
                        max_length=20,
                    ),
                ),
                ("is_flagship", models.BooleanField(default=False, verbose_name="flagship")),
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
                    "segment",
                    kernel.tenancy.rows.TenantForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="offers",
                        to="cmo.icpsegment",
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
                "db_table": "cmo_offers",
                "ordering": ["name"],
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "workspace", "name"),
                        name="cmo_offers_name",
                        violation_error_message="Another offer of this workspace has that name.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_flagship", True)),
                        fields=("tenant", "workspace"),
                        name="cmo_offers_flagship",
                        violation_error_message="Another offer is the flagship; there is just one.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["product", "service", "subscription"])),
                        name="cmo_offers_kind",
                        violation_error_message="Choose kind out of: product, service, subscription.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "pricing_model__in",
                                ["one_time", "subscription", "usage", "freemium", "quote"],
                            )
                        ),
                        name="cmo_offers_pricing",
                        violation_error_message="Choose pricing_model out of: one_time, subscription, usage, freemium, quote.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "active", "retired"])),
                        name="cmo_offers_status",
                        violation_error_message="Choose status out of: draft, active, retired.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("price_low__gte", 0), ("price_low__isnull", True), _connector="OR"
                            ),
                            models.Q(
                                ("price_high__gte", 0),
                                ("price_high__isnull", True),
                                _connector="OR",
                            ),
                        ),
                        name="cmo_offers_amounts",
                        violation_error_message="These are never below zero: price low, price high.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("price_high__gte", models.F("price_low")),
                            ("price_low__isnull", True),
                            ("price_high__isnull", True),
                            _connector="OR",
                        ),
                        name="cmo_offers_prices",
                        violation_error_message="The highest price is below the lowest.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("currency__regex", "^[A-Z]{3}$")),
                        name="cmo_offers_currency",
                        violation_error_message="Use a three-letter ISO 4217 code such as EUR.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="campaign",
            name="offer",
            field=kernel.tenancy.rows.TenantForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="campaigns",
                to="cmo.offer",
            ),
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
                ("impact", kernel.tenancy.columns.MoneyField(blank=True, null=True)),
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
                "indexes": [
                    models.Index(
                        fields=["tenant", "workspace", "status", "-priority"],
                        name="cmo_recommendation_rank",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ("pending", "approved"))),
                        fields=("tenant", "workspace", "fingerprint"),
                        name="cmo_recommendation_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                ["pending", "approved", "applied", "rejected", "expired", "undone"],
                            )
                        ),
                        name="cmo_recommendation_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("severity__in", ["low", "medium", "high", "critical"])),
                        name="cmo_recommendation_level",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("effort__gte", 1), ("effort__lte", 5)),
                        name="cmo_recommendation_effort",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("impact__isnull", True),
                            models.Q(("currency", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="cmo_recommendation_money",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("status__in", ("applied", "rejected", "undone")), _negated=True
                            ),
                            models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="cmo_recommendation_who",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "approved"), _negated=True),
                            ("approved_by__isnull", False),
                            _connector="OR",
                        ),
                        name="cmo_recommendation_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Touchpoint",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("person_key", models.CharField(max_length=64)),
                (
                    "channel",
                    cmo.models.columns.ChannelField(
                        max_length=60, validators=[cmo.models.columns.channel_format]
                    ),
                ),
                ("at", models.DateTimeField()),
                ("converted_at", models.DateTimeField(blank=True, null=True)),
                ("value", kernel.tenancy.columns.MoneyField(blank=True, null=True)),
                ("currency", models.CharField(blank=True, max_length=3)),
                (
                    "campaign",
                    kernel.tenancy.rows.TenantForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="touchpoints",
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
                "db_table": "cmo_touchpoints",
                "ordering": ["-at"],
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["tenant", "workspace", "-at"], name="cmo_touchpoints_newest"
                    ),
                    models.Index(
                        fields=["tenant", "workspace", "campaign"], name="cmo_touchpoints_campaign"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "workspace", "person_key", "at", "channel"),
                        name="cmo_touchpoints_once",
                        violation_error_message="This contact of the person is there already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("person_key__regex", "^[^[:space:]@]+$")),
                        name="cmo_touchpoints_person",
                        violation_error_message="Use a key that does not say who the person is, without spaces and @.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("channel__regex", "^[^[:space:][:upper:]]+$")),
                        name="cmo_touchpoints_channel",
                        violation_error_message="Write a channel in lower case with _ for spaces.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("value__gte", 0), ("value__isnull", True), _connector="OR"
                        ),
                        name="cmo_touchpoints_amounts",
                        violation_error_message="These are never below zero: value.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("converted_at__isnull", True),
                                ("currency", ""),
                                ("value__isnull", True),
                            ),
                            models.Q(
                                ("converted_at__isnull", False),
                                ("currency__regex", "^[A-Z]{3}$"),
                                ("value__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="cmo_touchpoints_conversion",
                        violation_error_message="A conversion has a time, a value and a currency; else all three are empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("converted_at__gte", models.F("at")),
                            ("converted_at__isnull", True),
                            _connector="OR",
                        ),
                        name="cmo_touchpoints_order",
                        violation_error_message="The conversion lies before the contact.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WeeklySummary",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("draft_hash", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "draft_fields",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=63),
                        blank=True,
                        default=list,
                        editable=False,
                        size=None,
                    ),
                ),
                ("week_start", models.DateField()),
                (
                    "totals",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        encoder=django.core.serializers.json.DjangoJSONEncoder,
                    ),
                ),
                (
                    "facts",
                    models.JSONField(
                        blank=True,
                        default=list,
                        encoder=django.core.serializers.json.DjangoJSONEncoder,
                    ),
                ),
                (
                    "wins",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), blank=True, default=list, size=None
                    ),
                ),
                (
                    "problems",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), blank=True, default=list, size=None
                    ),
                ),
                (
                    "priorities",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), blank=True, default=list, size=None
                    ),
                ),
                ("narrative", models.TextField(blank=True)),
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
                "verbose_name": "weekly summary",
                "verbose_name_plural": "weekly summaries",
                "db_table": "cmo_weekly_summaries",
                "ordering": ["-week_start"],
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "workspace", "week_start"),
                        name="cmo_weekly_summaries_week",
                        violation_error_message="This week has its summary already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BrandProfile",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("draft_hash", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "draft_fields",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=63),
                        blank=True,
                        default=list,
                        editable=False,
                        size=None,
                    ),
                ),
                ("name", models.CharField(max_length=160)),
                ("tagline", models.CharField(blank=True, max_length=240)),
                ("mission", models.TextField(blank=True)),
                (
                    "voice",
                    models.TextField(
                        blank=True, help_text="How the brand speaks, whatever the subject."
                    ),
                ),
                (
                    "tone",
                    models.CharField(
                        blank=True, help_text="How it sounds: warm, dry, calm.", max_length=240
                    ),
                ),
                (
                    "values",
                    kernel.tenancy.columns.ListField(
                        base_field=models.CharField(max_length=240),
                        blank=True,
                        default=list,
                        size=24,
                    ),
                ),
                ("website", models.CharField(blank=True, max_length=240)),
                ("industry", models.CharField(blank=True, max_length=160)),
                (
                    "competitors",
                    kernel.tenancy.columns.ListField(
                        base_field=models.CharField(max_length=240),
                        blank=True,
                        default=list,
                        size=24,
                    ),
                ),
                ("value_proposition", models.TextField(blank=True)),
                (
                    "differentiators",
                    kernel.tenancy.columns.ListField(
                        base_field=models.CharField(max_length=240),
                        blank=True,
                        default=list,
                        size=24,
                    ),
                ),
                (
                    "messaging_pillars",
                    kernel.tenancy.columns.ListField(
                        base_field=models.CharField(max_length=240),
                        blank=True,
                        default=list,
                        size=24,
                    ),
                ),
                ("passages", models.JSONField(blank=True, default=dict, editable=False)),
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
                "verbose_name": "brand profile",
                "db_table": "cmo_brand_profiles",
                "ordering": ["name"],
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "workspace"),
                        name="cmo_brand_profiles_one",
                        violation_error_message="This workspace has its brand profile already.",
                    )
                ],
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
                ("draft_hash", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "draft_fields",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=63),
                        blank=True,
                        default=list,
                        editable=False,
                        size=None,
                    ),
                ),
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
                    kernel.tenancy.columns.FractionField(decimal_places=5, default=0, max_digits=6),
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
                    "note",
                    models.CharField(
                        blank=True,
                        help_text="Why this channel, and what it has to do in the campaign.",
                        max_length=400,
                    ),
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
                        violation_error_message="Give budget share between 0%% and 100%%.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CalendarEvent",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("draft_hash", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "draft_fields",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=63),
                        blank=True,
                        default=list,
                        editable=False,
                        size=None,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("launch", "Launch"),
                            ("publish", "Publish"),
                            ("send", "Send"),
                            ("milestone", "Milestone"),
                            ("event", "Event"),
                            ("other", "Other"),
                        ],
                        default="event",
                        max_length=20,
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField(blank=True, null=True)),
                (
                    "channel",
                    cmo.models.columns.ChannelField(
                        blank=True, max_length=60, validators=[cmo.models.columns.channel_format]
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("confirmed", "Confirmed"),
                            ("done", "Done"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="planned",
                        max_length=20,
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
                (
                    "campaign",
                    kernel.tenancy.rows.TenantForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="events",
                        to="cmo.campaign",
                    ),
                ),
                (
                    "asset",
                    kernel.tenancy.rows.TenantForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="events",
                        to="cmo.contentasset",
                    ),
                ),
            ],
            options={
                "verbose_name": "calendar event",
                "db_table": "cmo_calendar_events",
                "ordering": ["starts_at"],
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["tenant", "workspace", "starts_at"], name="cmo_events_starts"
                    ),
                    models.Index(
                        fields=["tenant", "workspace", "campaign"], name="cmo_events_campaign"
                    ),
                    models.Index(fields=["tenant", "workspace", "asset"], name="cmo_events_asset"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                ["launch", "publish", "send", "milestone", "event", "other"],
                            )
                        ),
                        name="cmo_calendar_events_kind",
                        violation_error_message="Choose kind out of: launch, publish, send, milestone, event, other.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["planned", "confirmed", "done", "cancelled"])
                        ),
                        name="cmo_calendar_events_status",
                        violation_error_message="Choose status out of: planned, confirmed, done, cancelled.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("channel__regex", "^[^[:space:][:upper:]]*$")),
                        name="cmo_calendar_events_channel",
                        violation_error_message="Write a channel in lower case with _ for spaces.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_at__gte", models.F("starts_at")),
                            ("ends_at__isnull", True),
                            _connector="OR",
                        ),
                        name="cmo_calendar_events_times",
                        violation_error_message="The end lies before the start.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContentVariant",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("draft_hash", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "draft_fields",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=63),
                        blank=True,
                        default=list,
                        editable=False,
                        size=None,
                    ),
                ),
                (
                    "label",
                    models.CharField(
                        choices=[("A", "A"), ("B", "B"), ("C", "C")], default="A", max_length=1
                    ),
                ),
                ("subject", models.CharField(blank=True, max_length=240)),
                ("headline", models.CharField(blank=True, max_length=240)),
                ("body", models.TextField(blank=True)),
                (
                    "cta_text",
                    models.CharField(blank=True, max_length=120, verbose_name="call to action"),
                ),
                ("is_winner", models.BooleanField(default=False, verbose_name="winner")),
                (
                    "is_outline",
                    models.BooleanField(
                        default=False,
                        help_text="Has places to fill in, marked [[like this]].",
                        verbose_name="outline",
                    ),
                ),
                (
                    "asset",
                    kernel.tenancy.rows.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="variants",
                        to="cmo.contentasset",
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
                "verbose_name": "content variant",
                "db_table": "cmo_content_variants",
                "ordering": ["asset", "label"],
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "workspace", "asset", "label"),
                        name="cmo_content_variants_label",
                        violation_error_message="Another variant of this asset has that label.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_winner", True)),
                        fields=("tenant", "workspace", "asset"),
                        name="cmo_content_variants_winner",
                        violation_error_message="Another variant of this asset is the winner.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("label__in", ["A", "B", "C"])),
                        name="cmo_content_variants_labels",
                        violation_error_message="Choose label out of: A, B, C.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_outline", True),
                            models.Q(
                                ("subject__regex", "\\[\\[.*\\]\\]"),
                                ("headline__regex", "\\[\\[.*\\]\\]"),
                                ("body__regex", "\\[\\[.*\\]\\]"),
                                ("cta_text__regex", "\\[\\[.*\\]\\]"),
                                _connector="OR",
                                _negated=True,
                            ),
                            _connector="OR",
                        ),
                        name="cmo_content_variants_filled",
                        violation_error_message="It still holds a place to fill in, [[…]]: fill it in or mark it as an outline.",
                    ),
                ],
            },
        ),
    ]
