from decimal import Decimal

import django.contrib.postgres.fields
import django.core.serializers.json
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import django.db.models.functions.math
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models

import cro.models.columns
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
            name="Hypothesis",
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
                ("because", models.TextField(help_text="What was seen.")),
                ("we_believe", models.TextField(help_text="The change, and for whom.")),
                ("will", models.TextField(help_text="What it moves, and by how much.")),
                (
                    "step",
                    models.CharField(
                        blank=True, help_text="Where on the way it helps.", max_length=120
                    ),
                ),
                (
                    "impact",
                    models.PositiveSmallIntegerField(
                        default=5, help_text="1 to 10: how much it moves."
                    ),
                ),
                (
                    "confidence",
                    models.PositiveSmallIntegerField(
                        default=5, help_text="1 to 10: how sure we are that it does."
                    ),
                ),
                (
                    "ease",
                    models.PositiveSmallIntegerField(
                        default=5, help_text="1 to 10: how little work it is."
                    ),
                ),
                (
                    "score",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.math.Round(
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.functions.comparison.Cast(
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("impact"), "+", models.F("confidence")
                                        ),
                                        "+",
                                        models.F("ease"),
                                    ),
                                    models.DecimalField(decimal_places=4, max_digits=6),
                                ),
                                "/",
                                models.Value(3),
                            ),
                            precision=2,
                        ),
                        output_field=models.DecimalField(decimal_places=2, max_digits=4),
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("idea", "Idea"),
                            ("queued", "Queued"),
                            ("testing", "Testing"),
                            ("proven", "Proven"),
                            ("disproven", "Disproven"),
                        ],
                        default="idea",
                        max_length=10,
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
                "verbose_name_plural": "hypotheses",
                "db_table": "cro_hypotheses",
                "ordering": ["-score", "title"],
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["tenant", "workspace", "-score"], name="cro_hypotheses_best"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "workspace", "title"),
                        name="cro_hypotheses_title",
                        violation_error_message="Another hypothesis of this workspace has that title.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("impact__gte", 1), ("impact__lte", 10)),
                        name="cro_hypotheses_impact",
                        violation_error_message="Give impact as 1 to 10.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("confidence__gte", 1), ("confidence__lte", 10)),
                        name="cro_hypotheses_confidence",
                        violation_error_message="Give confidence as 1 to 10.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ease__gte", 1), ("ease__lte", 10)),
                        name="cro_hypotheses_ease",
                        violation_error_message="Give ease as 1 to 10.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["idea", "queued", "testing", "proven", "disproven"])
                        ),
                        name="cro_hypotheses_status",
                        violation_error_message="Choose status out of: idea, queued, testing, proven, disproven.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Experiment",
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
                            ("running", "Running"),
                            ("stopped", "Stopped"),
                            ("decided", "Decided"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("fixed", "Fixed size"),
                            ("sequential", "Sequential"),
                            ("bayesian", "Bayesian"),
                        ],
                        default="fixed",
                        max_length=10,
                    ),
                ),
                (
                    "alpha",
                    kernel.tenancy.columns.FractionField(
                        decimal_places=5,
                        default=Decimal("0.05"),
                        help_text="False alarms that are accepted.",
                        max_digits=6,
                    ),
                ),
                (
                    "power",
                    kernel.tenancy.columns.FractionField(
                        decimal_places=5,
                        default=Decimal("0.8"),
                        help_text="Real effects that are to be found.",
                        max_digits=6,
                    ),
                ),
                (
                    "baseline",
                    models.DecimalField(
                        blank=True,
                        decimal_places=8,
                        help_text="The primary metric before the test; a proportion as 0 to 1.",
                        max_digits=20,
                        null=True,
                    ),
                ),
                (
                    "minimum_effect",
                    kernel.tenancy.columns.FractionField(
                        blank=True,
                        decimal_places=5,
                        help_text="The smallest relative effect that the test is to find.",
                        max_digits=8,
                        null=True,
                    ),
                ),
                (
                    "planned_size",
                    models.BigIntegerField(
                        blank=True, help_text="People of all variants together.", null=True
                    ),
                ),
                ("planned_weeks", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("starts_on", models.DateField(blank=True, null=True)),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="planned end")),
                ("stopped_on", models.DateField(blank=True, null=True)),
                (
                    "multiple_exposures",
                    models.BigIntegerField(
                        blank=True,
                        help_text="People who were left out.",
                        null=True,
                        verbose_name="saw several variants",
                    ),
                ),
                ("plan_fixed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "plan",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        encoder=django.core.serializers.json.DjangoJSONEncoder,
                    ),
                ),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("ship", "Ship"),
                            ("hold", "Hold"),
                            ("rollback", "Roll back"),
                            ("invalid", "Invalid"),
                        ],
                        max_length=10,
                    ),
                ),
                ("decision_reason", models.TextField(blank=True)),
                ("decided_on", models.DateField(blank=True, null=True)),
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
                    "hypothesis",
                    kernel.tenancy.rows.TenantForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="experiments",
                        to="cro.hypothesis",
                    ),
                ),
            ],
            options={
                "db_table": "cro_experiments",
                "ordering": ["-starts_on", "name"],
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["tenant", "workspace", "status"], name="cro_experiments_status"
                    ),
                    models.Index(
                        fields=["tenant", "workspace", "hypothesis"],
                        name="cro_experiments_hypothesis",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "workspace", "name"),
                        name="cro_experiments_name",
                        violation_error_message="Another experiment of this workspace has that name.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["draft", "running", "stopped", "decided"])
                        ),
                        name="cro_experiments_state",
                        violation_error_message="Choose status out of: draft, running, stopped, decided.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("method__in", ["fixed", "sequential", "bayesian"])),
                        name="cro_experiments_method",
                        violation_error_message="Choose method out of: fixed, sequential, bayesian.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("alpha__gt", 0), ("alpha__lt", Decimal("0.5"))),
                        name="cro_experiments_alpha",
                        violation_error_message="Give alpha above 0%% and below 50%%; 5%% is usual.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("power__gte", Decimal("0.5")), ("power__lt", 1)),
                        name="cro_experiments_power",
                        violation_error_message="Give power from 50%% to below 100%%; 80%% is usual.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("minimum_effect__gt", 0),
                            ("minimum_effect__isnull", True),
                            _connector="OR",
                        ),
                        name="cro_experiments_effect",
                        violation_error_message="Give the smallest effect above zero.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("planned_size__gt", 0), ("planned_size__isnull", True), _connector="OR"
                        ),
                        name="cro_experiments_size",
                        violation_error_message="Give the planned size above zero.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("planned_weeks__gt", 0),
                            ("planned_weeks__isnull", True),
                            _connector="OR",
                        ),
                        name="cro_experiments_weeks",
                        violation_error_message="Give the planned weeks above zero.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("multiple_exposures__gte", 0),
                            ("multiple_exposures__isnull", True),
                            _connector="OR",
                        ),
                        name="cro_experiments_exposures",
                        violation_error_message="These are never below zero: multiple exposures.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("starts_on__isnull", False), ("status", "draft"), _connector="OR"
                        ),
                        name="cro_experiments_started",
                        violation_error_message="Say on which day the experiment started.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="cro_experiments_days",
                        violation_error_message="The planned end lies before the start.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stopped_on__isnull", True),
                            ("stopped_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="cro_experiments_stop",
                        violation_error_message="The experiment stopped before it started.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("status__in", ("stopped", "decided")),
                                ("stopped_on__isnull", False),
                            ),
                            models.Q(
                                ("stopped_on__isnull", True),
                                models.Q(("status__in", ("stopped", "decided")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="cro_experiments_stopped",
                        violation_error_message="A stopped experiment has the day on which it stopped, another has none.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("plan_fixed_at__isnull", True),
                            models.Q(("status", "draft"), _negated=True),
                            _connector="OR",
                        ),
                        name="cro_experiments_plan",
                        violation_error_message="A draft's plan is not fixed yet: start it to fix it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decision__in", ["", "ship", "hold", "rollback", "invalid"])
                        ),
                        name="cro_experiments_decision",
                        violation_error_message="Choose decision out of: ship, hold, rollback, invalid, or none.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_on__isnull", False),
                                ("status", "decided"),
                                models.Q(("decision", ""), _negated=True),
                                models.Q(("decision_reason", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("status", "decided"), _negated=True),
                                ("decided_on__isnull", True),
                                ("decision", ""),
                                ("decision_reason", ""),
                            ),
                            _connector="OR",
                        ),
                        name="cro_experiments_decided",
                        violation_error_message="A decided experiment has its decision, its reason and its day; another has none of them.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MetricDefinition",
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
                            ("proportion", "Proportion"),
                            ("mean", "Mean"),
                            ("ratio", "Ratio"),
                        ],
                        default="proportion",
                        help_text="Who did it of all, how much a person, or one sum over another.",
                        max_length=10,
                    ),
                ),
                (
                    "unit",
                    models.CharField(
                        blank=True, help_text="Such as orders or sessions.", max_length=40
                    ),
                ),
                (
                    "currency",
                    models.CharField(
                        blank=True, help_text="Where it is money: a code such as EUR.", max_length=3
                    ),
                ),
                (
                    "better",
                    models.CharField(
                        choices=[("up", "Higher"), ("down", "Lower")], default="up", max_length=4
                    ),
                ),
                (
                    "guardrail_margin",
                    kernel.tenancy.columns.FractionField(
                        blank=True,
                        decimal_places=5,
                        help_text="Relative loss that is accepted where it guards a test.",
                        max_digits=6,
                        null=True,
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
                "verbose_name": "metric definition",
                "db_table": "cro_metric_definitions",
                "ordering": ["name"],
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "workspace", "name"),
                        name="cro_metric_definitions_name",
                        violation_error_message="Another metric of this workspace has that name.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["proportion", "mean", "ratio"])),
                        name="cro_metric_definitions_kind",
                        violation_error_message="Choose kind out of: proportion, mean, ratio.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("better__in", ["up", "down"])),
                        name="cro_metric_definitions_better",
                        violation_error_message="Choose better out of: up, down.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("guardrail_margin__gte", 0), ("guardrail_margin__lte", 1)),
                            ("guardrail_margin__isnull", True),
                            _connector="OR",
                        ),
                        name="cro_metric_definitions_margin",
                        violation_error_message="Give guardrail margin between 0%% and 100%%.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("currency__regex", "^[A-Z]{3}$"), ("currency", ""), _connector="OR"
                        ),
                        name="cro_metric_definitions_currency",
                        violation_error_message="Use a three-letter ISO 4217 code such as EUR, or none where it is no money.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("currency", ""),
                            models.Q(("kind", "proportion"), _negated=True),
                            _connector="OR",
                        ),
                        name="cro_metric_definitions_money",
                        violation_error_message="A proportion is no money: leave the currency out.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="hypothesis",
            name="metric",
            field=kernel.tenancy.rows.TenantForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="hypotheses",
                to="cro.metricdefinition",
            ),
        ),
        migrations.CreateModel(
            name="ExperimentMetric",
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
                    "role",
                    models.CharField(
                        choices=[("guardrail", "Guardrail"), ("secondary", "Secondary")],
                        default="guardrail",
                        max_length=10,
                    ),
                ),
                (
                    "margin",
                    kernel.tenancy.columns.FractionField(
                        blank=True,
                        decimal_places=5,
                        help_text="Relative loss that is accepted of a guardrail.",
                        max_digits=6,
                        null=True,
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
                    "experiment",
                    kernel.tenancy.rows.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="experiment_metrics",
                        to="cro.experiment",
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
                    "metric",
                    kernel.tenancy.rows.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="experiment_metrics",
                        to="cro.metricdefinition",
                    ),
                ),
            ],
            options={
                "verbose_name": "experiment metric",
                "db_table": "cro_experiment_metrics",
                "ordering": ["experiment", "role", "metric"],
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["tenant", "workspace", "metric"], name="cro_watched_metric"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "workspace", "experiment", "metric"),
                        name="cro_experiment_metrics_once",
                        violation_error_message="This experiment watches that metric already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["guardrail", "secondary"])),
                        name="cro_experiment_metrics_role",
                        violation_error_message="Choose role out of: guardrail, secondary.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("margin__gte", 0), ("margin__lte", 1)),
                            ("margin__isnull", True),
                            _connector="OR",
                        ),
                        name="cro_experiment_metrics_margin",
                        violation_error_message="Give margin between 0%% and 100%%.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="experiment",
            name="metric",
            field=kernel.tenancy.rows.TenantForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="experiments",
                to="cro.metricdefinition",
                verbose_name="primary metric",
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
                "db_table": "cro_recommendations",
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["tenant", "workspace", "status", "-priority"],
                        name="cro_recommendation_rank",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ("pending", "approved"))),
                        fields=("tenant", "workspace", "fingerprint"),
                        name="cro_recommendation_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                ["pending", "approved", "applied", "rejected", "expired", "undone"],
                            )
                        ),
                        name="cro_recommendation_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("severity__in", ["low", "medium", "high", "critical"])),
                        name="cro_recommendation_level",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("effort__gte", 1), ("effort__lte", 5)),
                        name="cro_recommendation_effort",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("impact__isnull", True),
                            models.Q(("currency", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="cro_recommendation_money",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("status__in", ("applied", "rejected", "undone")), _negated=True
                            ),
                            models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="cro_recommendation_who",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "approved"), _negated=True),
                            ("approved_by__isnull", False),
                            _connector="OR",
                        ),
                        name="cro_recommendation_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Segment",
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
                    "definition",
                    models.TextField(
                        blank=True, help_text="Who belongs to it, as your tool asks it."
                    ),
                ),
                (
                    "traffic_share",
                    kernel.tenancy.columns.FractionField(
                        blank=True,
                        decimal_places=5,
                        max_digits=6,
                        null=True,
                        verbose_name="share of traffic",
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
                "db_table": "cro_segments",
                "ordering": ["name"],
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "workspace", "name"),
                        name="cro_segments_name",
                        violation_error_message="Another segment of this workspace has that name.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("traffic_share__gte", 0), ("traffic_share__lte", 1)),
                            ("traffic_share__isnull", True),
                            _connector="OR",
                        ),
                        name="cro_segments_share",
                        violation_error_message="Give traffic share between 0%% and 100%%.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="hypothesis",
            name="segment",
            field=kernel.tenancy.rows.TenantForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="hypotheses",
                to="cro.segment",
            ),
        ),
        migrations.AddField(
            model_name="experiment",
            name="segment",
            field=kernel.tenancy.rows.TenantForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                help_text="None: everybody.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="experiments",
                to="cro.segment",
            ),
        ),
        migrations.CreateModel(
            name="Setting",
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
                    "alpha",
                    kernel.tenancy.columns.FractionField(
                        decimal_places=5,
                        default=Decimal("0.05"),
                        help_text="False alarms that are accepted.",
                        max_digits=6,
                    ),
                ),
                (
                    "power",
                    kernel.tenancy.columns.FractionField(
                        decimal_places=5,
                        default=Decimal("0.8"),
                        help_text="Real effects that are to be found.",
                        max_digits=6,
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("fixed", "Fixed size"),
                            ("sequential", "Sequential"),
                            ("bayesian", "Bayesian"),
                        ],
                        default="fixed",
                        max_length=10,
                    ),
                ),
                (
                    "longest_weeks",
                    models.PositiveSmallIntegerField(
                        default=8,
                        help_text="Weeks that a test may take, 1 to 52.",
                        verbose_name="longest test",
                    ),
                ),
                (
                    "smallest_believable",
                    kernel.tenancy.columns.FractionField(
                        decimal_places=5,
                        default=Decimal("0.05"),
                        help_text="The relative effect that is worth a test; smaller ones are not looked for.",
                        max_digits=6,
                        verbose_name="smallest effect",
                    ),
                ),
                (
                    "chance_to_ship",
                    kernel.tenancy.columns.FractionField(
                        decimal_places=5,
                        default=Decimal("0.95"),
                        help_text="Bayesian: the chance to win that is asked for.",
                        max_digits=6,
                    ),
                ),
                (
                    "risk_limit",
                    kernel.tenancy.columns.FractionField(
                        decimal_places=5,
                        default=Decimal("0.0025"),
                        help_text="Bayesian: the expected relative loss that is risked.",
                        max_digits=6,
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
                "verbose_name": "experiment setting",
                "db_table": "cro_settings",
                "ordering": ["created_at"],
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "workspace"),
                        name="cro_settings_one",
                        violation_error_message="This workspace has its experiment settings already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("method__in", ["fixed", "sequential", "bayesian"])),
                        name="cro_settings_method",
                        violation_error_message="Choose method out of: fixed, sequential, bayesian.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("alpha__gt", 0), ("alpha__lt", Decimal("0.5"))),
                        name="cro_settings_alpha",
                        violation_error_message="Give alpha above 0%% and below 50%%; 5%% is usual.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("power__gte", Decimal("0.5")), ("power__lt", 1)),
                        name="cro_settings_power",
                        violation_error_message="Give power from 50%% to below 100%%; 80%% is usual.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("smallest_believable__gt", 0),
                            ("smallest_believable__isnull", True),
                            _connector="OR",
                        ),
                        name="cro_settings_effect",
                        violation_error_message="Give the smallest effect above zero.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("smallest_believable__gte", 0), ("smallest_believable__lte", 1)
                            ),
                            ("smallest_believable__isnull", True),
                            _connector="OR",
                        ),
                        name="cro_settings_believable",
                        violation_error_message="Give smallest believable between 0%% and 100%%.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("risk_limit__gte", 0), ("risk_limit__lte", 1)),
                            ("risk_limit__isnull", True),
                            _connector="OR",
                        ),
                        name="cro_settings_risk",
                        violation_error_message="Give risk limit between 0%% and 100%%.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("longest_weeks__gte", 1), ("longest_weeks__lte", 52)),
                        name="cro_settings_weeks",
                        violation_error_message="Give 1 to 52 weeks.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("chance_to_ship__gt", Decimal("0.5")), ("chance_to_ship__lt", 1)
                        ),
                        name="cro_settings_chance",
                        violation_error_message="Give the chance above 50%% and below 100%%.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StepCount",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("step", models.CharField(max_length=120)),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=1, help_text="1 is where people come in."
                    ),
                ),
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
                    "segment",
                    kernel.tenancy.rows.TenantForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        help_text="None: everybody.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="step_counts",
                        to="cro.segment",
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
                "verbose_name": "step count",
                "db_table": "cro_step_counts",
                "ordering": ["-date", "position", "step"],
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["tenant", "workspace", "-date"], name="cro_steps_newest"),
                    models.Index(
                        fields=["tenant", "workspace", "segment"], name="cro_steps_segment"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "workspace", "step", "date", "segment"),
                        name="cro_step_counts_day",
                        nulls_distinct=False,
                        violation_error_message="This day of the step and segment is there already.",
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
                        name="cro_step_counts_amounts",
                        violation_error_message="These are never below zero: entered, advanced.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("advanced__lte", models.F("entered"))),
                        name="cro_step_counts_advanced",
                        violation_error_message="More people went on than came to the step.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("position__gte", 1)),
                        name="cro_step_counts_position",
                        violation_error_message="Positions begin with 1, where people come in.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Variant",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("key", models.CharField(help_text="As your tool names it.", max_length=60)),
                ("name", models.CharField(max_length=160)),
                ("is_control", models.BooleanField(default=False, verbose_name="control")),
                (
                    "weight",
                    kernel.tenancy.columns.FractionField(
                        decimal_places=7,
                        help_text="Planned share of people; all sum to 100%.",
                        max_digits=8,
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
                    "experiment",
                    kernel.tenancy.rows.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="variants",
                        to="cro.experiment",
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
                "db_table": "cro_variants",
                "ordering": ["experiment", "-is_control", "key"],
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "workspace", "experiment", "key"),
                        name="cro_variants_key",
                        violation_error_message="Another variant of this experiment has that key.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_control", True)),
                        fields=("tenant", "workspace", "experiment"),
                        name="cro_variants_control",
                        violation_error_message="Another variant of this experiment is the control; there is one at most.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("weight__gt", 0), ("weight__isnull", True), _connector="OR"
                        ),
                        name="cro_variants_weight",
                        violation_error_message="Give the weight above zero.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("weight__gte", 0), ("weight__lte", 1)),
                            ("weight__isnull", True),
                            _connector="OR",
                        ),
                        name="cro_variants_share",
                        violation_error_message="Give weight between 0%% and 100%%.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Metric",
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
                ("units", models.BigIntegerField(verbose_name="people")),
                ("conversions", models.BigIntegerField(blank=True, null=True)),
                (
                    "sum",
                    cro.models.columns.SumField(
                        blank=True, decimal_places=8, max_digits=38, null=True
                    ),
                ),
                (
                    "sum_squares",
                    cro.models.columns.SumField(
                        blank=True,
                        decimal_places=8,
                        max_digits=38,
                        null=True,
                        verbose_name="sum of squares",
                    ),
                ),
                (
                    "denominator_sum",
                    cro.models.columns.SumField(
                        blank=True, decimal_places=8, max_digits=38, null=True
                    ),
                ),
                (
                    "denominator_sum_squares",
                    cro.models.columns.SumField(
                        blank=True,
                        decimal_places=8,
                        max_digits=38,
                        null=True,
                        verbose_name="denominator sum of squares",
                    ),
                ),
                (
                    "cross_product",
                    cro.models.columns.SumField(
                        blank=True, decimal_places=8, max_digits=38, null=True
                    ),
                ),
                (
                    "pre_sum",
                    cro.models.columns.SumField(
                        blank=True,
                        decimal_places=8,
                        max_digits=38,
                        null=True,
                        verbose_name="sum before",
                    ),
                ),
                (
                    "pre_sum_squares",
                    cro.models.columns.SumField(
                        blank=True,
                        decimal_places=8,
                        max_digits=38,
                        null=True,
                        verbose_name="sum of squares before",
                    ),
                ),
                (
                    "pre_cross_product",
                    cro.models.columns.SumField(
                        blank=True,
                        decimal_places=8,
                        max_digits=38,
                        null=True,
                        verbose_name="cross-product with before",
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
                    "experiment",
                    kernel.tenancy.rows.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="metrics",
                        to="cro.experiment",
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
                    "metric",
                    kernel.tenancy.rows.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="results",
                        to="cro.metricdefinition",
                    ),
                ),
                (
                    "segment",
                    kernel.tenancy.rows.TenantForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        help_text="None: everybody.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="metrics",
                        to="cro.segment",
                    ),
                ),
                (
                    "variant",
                    kernel.tenancy.rows.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="metrics",
                        to="cro.variant",
                    ),
                ),
            ],
            options={
                "verbose_name": "daily result",
                "db_table": "cro_metrics",
                "ordering": ["-date", "experiment", "metric", "variant"],
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["tenant", "workspace", "experiment", "metric", "date"],
                        name="cro_metrics_experiment",
                    ),
                    models.Index(
                        fields=["tenant", "workspace", "-date"], name="cro_metrics_newest"
                    ),
                    models.Index(
                        fields=["tenant", "workspace", "metric"], name="cro_metrics_metric"
                    ),
                    models.Index(
                        fields=["tenant", "workspace", "segment"], name="cro_metrics_segment"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "workspace", "variant", "metric", "segment", "date"),
                        name="cro_metrics_day",
                        nulls_distinct=False,
                        violation_error_message="This day of the variant, metric and segment is there already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("units__gte", 0), ("units__isnull", True), _connector="OR"),
                            models.Q(
                                ("conversions__gte", 0),
                                ("conversions__isnull", True),
                                _connector="OR",
                            ),
                        ),
                        name="cro_metrics_amounts",
                        violation_error_message="These are never below zero: units, conversions.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("conversions__isnull", True),
                            ("conversions__lte", models.F("units")),
                            _connector="OR",
                        ),
                        name="cro_metrics_conversions",
                        violation_error_message="More conversions than people: count each person once, or make it a mean.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sum_squares__isnull", True),
                            django.db.models.lookups.GreaterThanOrEqual(
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("sum_squares"), "*", models.F("units")
                                    ),
                                    "+",
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("units"), "*", models.Value(Decimal("0.000001"))
                                    ),
                                ),
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("sum"), "*", models.F("sum")
                                    ),
                                    "*",
                                    models.Value(Decimal("0.999999999")),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="cro_metrics_variance",
                        violation_error_message="The sum of squares is too small for the sum: the variance would be below zero. It is the sum of each person's value squared, not the square of the sum.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("denominator_sum_squares__isnull", True),
                            django.db.models.lookups.GreaterThanOrEqual(
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("denominator_sum_squares"), "*", models.F("units")
                                    ),
                                    "+",
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("units"), "*", models.Value(Decimal("0.000001"))
                                    ),
                                ),
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("denominator_sum"),
                                        "*",
                                        models.F("denominator_sum"),
                                    ),
                                    "*",
                                    models.Value(Decimal("0.999999999")),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="cro_metrics_denominator",
                        violation_error_message="The sum of squares of the denominator is too small for the sum: the variance would be below zero. It is the sum of each person's value squared, not the square of the sum.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("pre_sum_squares__isnull", True),
                            django.db.models.lookups.GreaterThanOrEqual(
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("pre_sum_squares"), "*", models.F("units")
                                    ),
                                    "+",
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("units"), "*", models.Value(Decimal("0.000001"))
                                    ),
                                ),
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("pre_sum"), "*", models.F("pre_sum")
                                    ),
                                    "*",
                                    models.Value(Decimal("0.999999999")),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="cro_metrics_before",
                        violation_error_message="The sum of squares before the test is too small for the sum: the variance would be below zero. It is the sum of each person's value squared, not the square of the sum.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cross_product__isnull", True),
                            django.db.models.lookups.LessThanOrEqual(
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("units"), "*", models.F("cross_product")
                                        ),
                                        "-",
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("sum"), "*", models.F("denominator_sum")
                                        ),
                                    ),
                                    "*",
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("units"), "*", models.F("cross_product")
                                        ),
                                        "-",
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("sum"), "*", models.F("denominator_sum")
                                        ),
                                    ),
                                ),
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                models.F("units"), "*", models.F("sum_squares")
                                            ),
                                            "-",
                                            django.db.models.expressions.CombinedExpression(
                                                django.db.models.expressions.CombinedExpression(
                                                    models.F("sum"), "*", models.F("sum")
                                                ),
                                                "*",
                                                models.Value(Decimal("0.999999999")),
                                            ),
                                        ),
                                        "+",
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("units"),
                                            "*",
                                            models.Value(Decimal("0.000001")),
                                        ),
                                    ),
                                    "*",
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                models.F("units"),
                                                "*",
                                                models.F("denominator_sum_squares"),
                                            ),
                                            "-",
                                            django.db.models.expressions.CombinedExpression(
                                                django.db.models.expressions.CombinedExpression(
                                                    models.F("denominator_sum"),
                                                    "*",
                                                    models.F("denominator_sum"),
                                                ),
                                                "*",
                                                models.Value(Decimal("0.999999999")),
                                            ),
                                        ),
                                        "+",
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("units"),
                                            "*",
                                            models.Value(Decimal("0.000001")),
                                        ),
                                    ),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="cro_metrics_cross_product",
                        violation_error_message="These sums of squares allow no such cross-product. It is the sum of each person's two values multiplied with each other.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("pre_cross_product__isnull", True),
                            django.db.models.lookups.LessThanOrEqual(
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("units"), "*", models.F("pre_cross_product")
                                        ),
                                        "-",
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("sum"), "*", models.F("pre_sum")
                                        ),
                                    ),
                                    "*",
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("units"), "*", models.F("pre_cross_product")
                                        ),
                                        "-",
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("sum"), "*", models.F("pre_sum")
                                        ),
                                    ),
                                ),
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                models.F("units"), "*", models.F("sum_squares")
                                            ),
                                            "-",
                                            django.db.models.expressions.CombinedExpression(
                                                django.db.models.expressions.CombinedExpression(
                                                    models.F("sum"), "*", models.F("sum")
                                                ),
                                                "*",
                                                models.Value(Decimal("0.999999999")),
                                            ),
                                        ),
                                        "+",
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("units"),
                                            "*",
                                            models.Value(Decimal("0.000001")),
                                        ),
                                    ),
                                    "*",
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                models.F("units"), "*", models.F("pre_sum_squares")
                                            ),
                                            "-",
                                            django.db.models.expressions.CombinedExpression(
                                                django.db.models.expressions.CombinedExpression(
                                                    models.F("pre_sum"), "*", models.F("pre_sum")
                                                ),
                                                "*",
                                                models.Value(Decimal("0.999999999")),
                                            ),
                                        ),
                                        "+",
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("units"),
                                            "*",
                                            models.Value(Decimal("0.000001")),
                                        ),
                                    ),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="cro_metrics_cross_before",
                        violation_error_message="These sums of squares allow no such cross-product with the time before. It is the sum of each person's two values multiplied with each other.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("pre_cross_product__isnull", True),
                                ("pre_sum__isnull", True),
                                ("pre_sum_squares__isnull", True),
                            ),
                            models.Q(
                                ("pre_cross_product__isnull", False),
                                ("pre_sum__isnull", False),
                                ("pre_sum_squares__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="cro_metrics_pre_period",
                        violation_error_message="The time before the test has its sum, its sum of squares and its cross-product, or none of the three.",
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
                "db_table": "cro_weekly_summaries",
                "ordering": ["-week_start"],
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "workspace", "week_start"),
                        name="cro_weekly_summaries_week",
                        violation_error_message="This week has its summary already.",
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="hypothesis",
            index=models.Index(
                fields=["tenant", "workspace", "segment"], name="cro_hypotheses_segment"
            ),
        ),
        migrations.AddIndex(
            model_name="hypothesis",
            index=models.Index(
                fields=["tenant", "workspace", "metric"], name="cro_hypotheses_metric"
            ),
        ),
        migrations.AddIndex(
            model_name="experiment",
            index=models.Index(
                fields=["tenant", "workspace", "metric"], name="cro_experiments_metric"
            ),
        ),
        migrations.AddIndex(
            model_name="experiment",
            index=models.Index(
                fields=["tenant", "workspace", "segment"], name="cro_experiments_segment"
            ),
        ),
    ]
