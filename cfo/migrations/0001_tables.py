import django.contrib.postgres.fields
import django.core.serializers.json
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import cfo.models.columns
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
            name="Account",
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
                ("bank", models.CharField(blank=True, max_length=120)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("current", "Current"),
                            ("savings", "Savings"),
                            ("card", "Card"),
                            ("cash", "Cash"),
                            ("processor", "Payment processor"),
                        ],
                        default="current",
                        max_length=20,
                    ),
                ),
                (
                    "number_ending",
                    models.CharField(
                        blank=True,
                        help_text="The last four characters at most.",
                        max_length=4,
                        verbose_name="number ends with",
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
                ("opening_balance", kernel.tenancy.columns.MoneyField(default=0)),
                (
                    "opened_on",
                    models.DateField(
                        help_text="Lines after this day are added to the opening balance.",
                        verbose_name="opening balance of",
                    ),
                ),
                (
                    "stated_balance",
                    kernel.tenancy.columns.MoneyField(
                        blank=True,
                        help_text="As the latest statement gives it.",
                        null=True,
                        verbose_name="balance by the bank",
                    ),
                ),
                ("stated_on", models.DateField(blank=True, null=True, verbose_name="stated on")),
                (
                    "status",
                    models.CharField(
                        choices=[("open", "Open"), ("closed", "Closed")],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("external_key", models.CharField(blank=True, editable=False, max_length=80)),
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
                "db_table": "cfo_accounts",
                "ordering": ["name"],
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "workspace", "name"),
                        name="cfo_accounts_name",
                        violation_error_message="Another account of this workspace has that name.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("external_key", ""), _negated=True),
                        fields=("tenant", "workspace", "external_key"),
                        name="cfo_accounts_external",
                        violation_error_message="Another account stands for the same account of the bank.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["current", "savings", "card", "cash", "processor"])
                        ),
                        name="cfo_accounts_kind",
                        violation_error_message="Choose kind out of: current, savings, card, cash, processor.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["open", "closed"])),
                        name="cfo_accounts_status",
                        violation_error_message="Choose status out of: open, closed.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("currency__regex", "^[A-Z]{3}$")),
                        name="cfo_accounts_currency",
                        violation_error_message="Use a three-letter ISO 4217 code such as EUR.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number_ending__regex", "^[0-9A-Za-z]{0,4}$")),
                        name="cfo_accounts_ending",
                        violation_error_message="Give at most the last four letters or digits.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stated_balance__isnull", True), ("stated_on__isnull", True)),
                            models.Q(
                                ("stated_balance__isnull", False), ("stated_on__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="cfo_accounts_stated",
                        violation_error_message="A balance by the bank has its day, and a day its balance.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stated_on__gte", models.F("opened_on")),
                            ("stated_on__isnull", True),
                            _connector="OR",
                        ),
                        name="cfo_accounts_days",
                        violation_error_message="The bank's balance is older than the opening balance.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Category",
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
                            ("revenue", "Revenue"),
                            ("cogs", "Cost of goods sold"),
                            ("opex", "Operating cost"),
                            ("payroll", "Payroll"),
                            ("tax", "Tax"),
                            ("transfer", "Transfer"),
                            ("financing", "Financing"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "archived",
                    models.BooleanField(
                        default=False, help_text="Keeps its lines and takes no more."
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
                "verbose_name_plural": "categories",
                "db_table": "cfo_categories",
                "ordering": ["name"],
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "workspace", "name"),
                        name="cfo_categories_name",
                        violation_error_message="Another category of this workspace has that name.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "revenue",
                                    "cogs",
                                    "opex",
                                    "payroll",
                                    "tax",
                                    "transfer",
                                    "financing",
                                ],
                            )
                        ),
                        name="cfo_categories_kind",
                        violation_error_message="Choose kind out of: revenue, cogs, opex, payroll, tax, transfer, financing.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Budget",
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
                    "period",
                    models.DateField(help_text="The first day of the month.", verbose_name="month"),
                ),
                ("amount", kernel.tenancy.columns.MoneyField(help_text="Costs are below zero.")),
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
                    "scenario",
                    models.CharField(
                        choices=[("base", "Base"), ("low", "Low"), ("high", "High")],
                        default="base",
                        max_length=10,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "Draft"), ("approved", "Approved")],
                        default="draft",
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
                (
                    "category",
                    kernel.tenancy.rows.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="budgets",
                        to="cfo.category",
                    ),
                ),
            ],
            options={
                "db_table": "cfo_budgets",
                "ordering": ["-period", "category", "scenario", "-version"],
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["tenant", "workspace", "version", "scenario"],
                        name="cfo_budgets_version",
                    ),
                    models.Index(
                        fields=["tenant", "workspace", "category"], name="cfo_budgets_category"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=(
                            "tenant",
                            "workspace",
                            "period",
                            "category",
                            "currency",
                            "scenario",
                            "version",
                        ),
                        name="cfo_budgets_once",
                        violation_error_message="This month of the category stands in that scenario and version already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "approved")),
                        fields=(
                            "tenant",
                            "workspace",
                            "period",
                            "category",
                            "currency",
                            "scenario",
                        ),
                        name="cfo_budgets_approved",
                        violation_error_message="Another version of this month and category is approved; approve the whole version on the Budgets screen instead.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("period__day", 1), ("period__isnull", True), _connector="OR"
                        ),
                        name="cfo_budgets_period",
                        violation_error_message="Give period as the first day of a month.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("scenario__in", ["base", "low", "high"])),
                        name="cfo_budgets_scenario",
                        violation_error_message="Choose scenario out of: base, low, high.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "approved"])),
                        name="cfo_budgets_status",
                        violation_error_message="Choose status out of: draft, approved.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("currency__regex", "^[A-Z]{3}$")),
                        name="cfo_budgets_currency",
                        violation_error_message="Use a three-letter ISO 4217 code such as EUR.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("version__gte", 1)),
                        name="cfo_budgets_first_version",
                        violation_error_message="Versions begin with 1.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CategoryRule",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("position", models.PositiveIntegerField(default=1, help_text="1 is tried first.")),
                (
                    "field",
                    models.CharField(
                        choices=[
                            ("counterparty", "Counterparty"),
                            ("memo", "Memo"),
                            ("either", "Either"),
                        ],
                        default="counterparty",
                        max_length=20,
                        verbose_name="looks at",
                    ),
                ),
                (
                    "match",
                    models.CharField(
                        choices=[
                            ("contains", "Contains"),
                            ("equals", "Equals"),
                            ("regex", "Pattern"),
                        ],
                        default="contains",
                        max_length=20,
                        verbose_name="how",
                    ),
                ),
                ("pattern", models.CharField(max_length=200, verbose_name="text")),
                (
                    "sign",
                    models.CharField(
                        choices=[("any", "In or out"), ("in", "Money in"), ("out", "Money out")],
                        default="any",
                        max_length=3,
                        verbose_name="money",
                    ),
                ),
                ("active", models.BooleanField(default=True)),
                (
                    "account",
                    kernel.tenancy.rows.TenantForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        help_text="Only lines of this account.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rules",
                        to="cfo.account",
                    ),
                ),
                (
                    "category",
                    kernel.tenancy.rows.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rules",
                        to="cfo.category",
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
                "verbose_name": "category rule",
                "db_table": "cfo_category_rules",
                "ordering": ["position", "id"],
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["tenant", "workspace", "position"], name="cfo_rules_position"
                    ),
                    models.Index(
                        fields=["tenant", "workspace", "category"], name="cfo_rules_category"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=(
                            "tenant",
                            "workspace",
                            "field",
                            "match",
                            "pattern",
                            "sign",
                            "account",
                        ),
                        name="cfo_category_rules_once",
                        nulls_distinct=False,
                        violation_error_message="Another rule looks for the same already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("field__in", ["counterparty", "memo", "either"])),
                        name="cfo_category_rules_field",
                        violation_error_message="Choose field out of: counterparty, memo, either.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("match__in", ["contains", "equals", "regex"])),
                        name="cfo_category_rules_match",
                        violation_error_message="Choose match out of: contains, equals, regex.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sign__in", ["any", "in", "out"])),
                        name="cfo_category_rules_sign",
                        violation_error_message="Choose sign out of: any, in, out.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("pattern__regex", "[^[:space:]]")),
                        name="cfo_category_rules_pattern",
                        violation_error_message="Say which text the rule looks for.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Forecast",
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
                    "series",
                    models.CharField(
                        choices=[
                            ("revenue", "Revenue"),
                            ("spend", "Spend"),
                            ("cash", "Cash"),
                            ("category", "A category"),
                        ],
                        max_length=10,
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
                ("method", models.CharField(max_length=40)),
                ("made_on", models.DateField()),
                ("horizon", models.PositiveSmallIntegerField()),
                (
                    "points",
                    models.JSONField(
                        blank=True,
                        default=list,
                        encoder=django.core.serializers.json.DjangoJSONEncoder,
                    ),
                ),
                (
                    "mase",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=12, null=True, verbose_name="MASE"
                    ),
                ),
                ("because", models.TextField(blank=True)),
                (
                    "candidates",
                    models.JSONField(
                        blank=True,
                        default=list,
                        encoder=django.core.serializers.json.DjangoJSONEncoder,
                    ),
                ),
                (
                    "calibration",
                    models.DecimalField(blank=True, decimal_places=4, max_digits=8, null=True),
                ),
                (
                    "category",
                    kernel.tenancy.rows.TenantForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="forecasts",
                        to="cfo.category",
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
                "db_table": "cfo_forecasts",
                "ordering": ["-made_on", "series", "category"],
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["tenant", "workspace", "-made_on"], name="cfo_forecasts_newest"
                    ),
                    models.Index(
                        fields=["tenant", "workspace", "category"], name="cfo_forecasts_category"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "workspace", "series", "category", "currency", "made_on"),
                        name="cfo_forecasts_once",
                        nulls_distinct=False,
                        violation_error_message="This series was forecast on that day already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("series__in", ["revenue", "spend", "cash", "category"])
                        ),
                        name="cfo_forecasts_series",
                        violation_error_message="Choose series out of: revenue, spend, cash, category.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("currency__regex", "^[A-Z]{3}$")),
                        name="cfo_forecasts_currency",
                        violation_error_message="Use a three-letter ISO 4217 code such as EUR.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("category__isnull", False), ("series", "category")),
                            models.Q(
                                models.Q(("series", "category"), _negated=True),
                                ("category__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="cfo_forecasts_of_category",
                        violation_error_message="A category's forecast names it, no other does.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("mase__gte", 0), ("mase__isnull", True), _connector="OR"
                        ),
                        name="cfo_forecasts_mase",
                        violation_error_message="A MASE is never below zero.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Headcount",
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
                ("team", models.CharField(blank=True, max_length=120)),
                (
                    "start_month",
                    models.DateField(
                        help_text="The first day of the month.", verbose_name="first month"
                    ),
                ),
                (
                    "end_month",
                    models.DateField(
                        blank=True,
                        help_text="The first day of the last month.",
                        null=True,
                        verbose_name="last month",
                    ),
                ),
                ("cost", kernel.tenancy.columns.MoneyField(verbose_name="cost a month")),
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
                "verbose_name": "position",
                "db_table": "cfo_headcount",
                "ordering": ["name", "start_month"],
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "workspace", "name", "start_month"),
                        name="cfo_headcount_once",
                        violation_error_message="This position begins in that month already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("start_month__day", 1), ("start_month__isnull", True), _connector="OR"
                        ),
                        name="cfo_headcount_start",
                        violation_error_message="Give start month as the first day of a month.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("end_month__day", 1), ("end_month__isnull", True), _connector="OR"
                        ),
                        name="cfo_headcount_end",
                        violation_error_message="Give end month as the first day of a month.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("end_month__gte", models.F("start_month")),
                            ("end_month__isnull", True),
                            _connector="OR",
                        ),
                        name="cfo_headcount_months",
                        violation_error_message="The last month lies before the first.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cost__gte", 0), ("cost__isnull", True), _connector="OR"
                        ),
                        name="cfo_headcount_cost",
                        violation_error_message="These are never below zero: cost.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("currency__regex", "^[A-Z]{3}$")),
                        name="cfo_headcount_currency",
                        violation_error_message="Use a three-letter ISO 4217 code such as EUR.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Invoice",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("number", models.CharField(max_length=60)),
                ("customer", models.CharField(max_length=200)),
                ("issued_on", models.DateField(verbose_name="issued")),
                ("due_on", models.DateField(verbose_name="due")),
                ("paid_on", models.DateField(blank=True, null=True, verbose_name="paid")),
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
                ("total", kernel.tenancy.columns.MoneyField()),
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
                "db_table": "cfo_invoices",
                "ordering": ["-issued_on", "number"],
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["tenant", "workspace", "-issued_on"], name="cfo_invoices_newest"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "workspace", "number", "customer"),
                        name="cfo_invoices_number",
                        violation_error_message="This customer's invoice has that number already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("currency__regex", "^[A-Z]{3}$")),
                        name="cfo_invoices_currency",
                        violation_error_message="Use a three-letter ISO 4217 code such as EUR.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_on__gte", models.F("issued_on"))),
                        name="cfo_invoices_due",
                        violation_error_message="It is due before it was issued.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InvoiceLine",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("position", models.PositiveSmallIntegerField(default=1)),
                ("item", models.CharField(max_length=200)),
                ("quantity", cfo.models.columns.QuantityField(help_text="Up to three decimals.")),
                ("unit_price", kernel.tenancy.columns.MoneyField()),
                ("amount", kernel.tenancy.columns.MoneyField()),
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
                    "invoice",
                    kernel.tenancy.rows.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="cfo.invoice",
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
                "verbose_name": "invoice line",
                "db_table": "cfo_invoice_lines",
                "ordering": ["invoice", "position"],
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "workspace", "invoice", "position"),
                        name="cfo_invoice_lines_position",
                        violation_error_message="Another line of this invoice has that position.",
                    )
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
                ("name", models.CharField(max_length=60)),
                ("period", models.DateField(verbose_name="month")),
                ("value", models.DecimalField(decimal_places=4, max_digits=20)),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("count", "Count"),
                            ("days", "Days"),
                            ("fraction", "Percent"),
                            ("money", "Money"),
                            ("months", "Months"),
                            ("ratio", "Ratio"),
                        ],
                        max_length=10,
                    ),
                ),
                ("currency", models.CharField(blank=True, max_length=3)),
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
                "db_table": "cfo_metrics",
                "ordering": ["-period", "name", "currency"],
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "workspace", "name", "period", "currency"),
                        name="cfo_metrics_once",
                        violation_error_message="This figure of the month is there already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("unit__in", ["count", "days", "fraction", "money", "months", "ratio"])
                        ),
                        name="cfo_metrics_unit",
                        violation_error_message="Choose unit out of: count, days, fraction, money, months, ratio.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("currency__regex", "^[A-Z]{3}$"),
                            models.Q(("currency", ""), models.Q(("unit", "money"), _negated=True)),
                            _connector="OR",
                        ),
                        name="cfo_metrics_currency",
                        violation_error_message="Money has a three-letter ISO 4217 currency such as EUR.",
                    ),
                ],
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
                "db_table": "cfo_recommendations",
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["tenant", "workspace", "status", "-priority"],
                        name="cfo_recommendation_rank",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ("pending", "approved"))),
                        fields=("tenant", "workspace", "fingerprint"),
                        name="cfo_recommendation_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                ["pending", "approved", "applied", "rejected", "expired", "undone"],
                            )
                        ),
                        name="cfo_recommendation_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("severity__in", ["low", "medium", "high", "critical"])),
                        name="cfo_recommendation_level",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("effort__gte", 1), ("effort__lte", 5)),
                        name="cfo_recommendation_effort",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("impact__isnull", True),
                            models.Q(("currency", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="cfo_recommendation_money",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("status__in", ("applied", "rejected", "undone")), _negated=True
                            ),
                            models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="cfo_recommendation_who",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "approved"), _negated=True),
                            ("approved_by__isnull", False),
                            _connector="OR",
                        ),
                        name="cfo_recommendation_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Report",
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
                            ("pnl", "Profit and loss"),
                            ("cash_flow", "Cash flow"),
                            ("budget_variance", "Budget against actual"),
                            ("board", "Board"),
                        ],
                        max_length=20,
                    ),
                ),
                ("period_start", models.DateField(verbose_name="from")),
                ("period_end", models.DateField(verbose_name="to")),
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
                ("title", models.CharField(max_length=200)),
                (
                    "figures",
                    models.JSONField(
                        blank=True,
                        default=list,
                        encoder=django.core.serializers.json.DjangoJSONEncoder,
                    ),
                ),
                (
                    "body",
                    models.JSONField(
                        blank=True,
                        default=list,
                        encoder=django.core.serializers.json.DjangoJSONEncoder,
                    ),
                ),
                ("narrative", models.TextField(blank=True)),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "Draft"), ("final", "Final")],
                        default="draft",
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
                "db_table": "cfo_reports",
                "ordering": ["-period_end", "kind", "currency"],
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["tenant", "workspace", "-period_end"], name="cfo_reports_newest"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=(
                            "tenant",
                            "workspace",
                            "kind",
                            "period_start",
                            "period_end",
                            "currency",
                        ),
                        name="cfo_reports_once",
                        violation_error_message="This report of the period and currency is there already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["pnl", "cash_flow", "budget_variance", "board"])
                        ),
                        name="cfo_reports_kind",
                        violation_error_message="Choose kind out of: pnl, cash_flow, budget_variance, board.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "final"])),
                        name="cfo_reports_status",
                        violation_error_message="Choose status out of: draft, final.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("currency__regex", "^[A-Z]{3}$")),
                        name="cfo_reports_currency",
                        violation_error_message="Use a three-letter ISO 4217 code such as EUR.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("period_end__gte", models.F("period_start"))),
                        name="cfo_reports_period",
                        violation_error_message="The end lies before the start.",
                    ),
                ],
            },
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
                    "cash_floor",
                    kernel.tenancy.columns.MoneyField(
                        default=0, help_text="Cash is to stay above this."
                    ),
                ),
                (
                    "split_limit",
                    kernel.tenancy.columns.MoneyField(
                        blank=True,
                        help_text="Payments above it need an approval; none: no such limit.",
                        null=True,
                        verbose_name="approval limit",
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
                    "horizon_months",
                    models.PositiveSmallIntegerField(
                        default=12,
                        help_text="How far forecasts look ahead, 1 to 36.",
                        verbose_name="forecast months",
                    ),
                ),
                (
                    "forecast_scenario",
                    models.CharField(
                        choices=[("base", "Base"), ("low", "Low"), ("high", "High")],
                        default="base",
                        max_length=10,
                        verbose_name="scenario",
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
                "verbose_name": "finance setting",
                "db_table": "cfo_settings",
                "ordering": ["created_at"],
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "workspace"),
                        name="cfo_settings_one",
                        violation_error_message="This workspace has its finance settings already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("cash_floor__gte", 0),
                                ("cash_floor__isnull", True),
                                _connector="OR",
                            ),
                            models.Q(
                                ("split_limit__gte", 0),
                                ("split_limit__isnull", True),
                                _connector="OR",
                            ),
                        ),
                        name="cfo_settings_amounts",
                        violation_error_message="These are never below zero: cash floor, split limit.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("currency__regex", "^[A-Z]{3}$")),
                        name="cfo_settings_currency",
                        violation_error_message="Use a three-letter ISO 4217 code such as EUR.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("forecast_scenario__in", ["base", "low", "high"])),
                        name="cfo_settings_scenario",
                        violation_error_message="Choose forecast_scenario out of: base, low, high.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("horizon_months__gte", 1), ("horizon_months__lte", 36)),
                        name="cfo_settings_horizon",
                        violation_error_message="Give 1 to 36 months.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Transaction",
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
                (
                    "amount",
                    kernel.tenancy.columns.MoneyField(
                        help_text="In the currency of the account; money out is below zero."
                    ),
                ),
                (
                    "currency",
                    kernel.tenancy.columns.CurrencyField(
                        editable=False,
                        max_length=3,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z]{3}\\Z", "Use a three-letter ISO 4217 code such as EUR."
                            )
                        ],
                    ),
                ),
                ("counterparty", models.CharField(blank=True, max_length=200)),
                ("memo", models.CharField(blank=True, max_length=500)),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("statement", "Statement"),
                            ("webhook", "Webhook"),
                            ("hand", "By hand"),
                            ("demo", "Demo"),
                        ],
                        default="hand",
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("bank_id", models.CharField(blank=True, editable=False, max_length=120)),
                ("occurrence", models.PositiveIntegerField(default=0, editable=False)),
                ("fingerprint", models.CharField(editable=False, max_length=64)),
                (
                    "reconciled",
                    models.BooleanField(
                        default=False, help_text="Compared with the bank's statement, and right."
                    ),
                ),
                (
                    "filed_by",
                    models.CharField(
                        choices=[
                            ("none", "Nobody"),
                            ("rule", "A rule"),
                            ("person", "A person"),
                            ("agent", "An agent"),
                        ],
                        default="none",
                        editable=False,
                        max_length=10,
                    ),
                ),
                (
                    "flag",
                    models.CharField(
                        blank=True,
                        choices=[("duplicate", "Paid twice"), ("query", "To be asked about")],
                        max_length=10,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=240)),
                (
                    "account",
                    kernel.tenancy.rows.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="transactions",
                        to="cfo.account",
                    ),
                ),
                (
                    "category",
                    kernel.tenancy.rows.TenantForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="transactions",
                        to="cfo.category",
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
                    "rule",
                    kernel.tenancy.rows.TenantForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="transactions",
                        to="cfo.categoryrule",
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
                    "transfer",
                    kernel.tenancy.rows.TenantForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="cfo.transaction",
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
                "db_table": "cfo_transactions",
                "ordering": ["-date", "-id"],
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["tenant", "workspace", "-date", "-id"], name="cfo_lines_newest"
                    ),
                    models.Index(
                        fields=["tenant", "workspace", "account", "date"], name="cfo_lines_account"
                    ),
                    models.Index(
                        fields=["tenant", "workspace", "category", "date"],
                        name="cfo_lines_category",
                    ),
                    models.Index(
                        condition=models.Q(("rule__isnull", False)),
                        fields=["tenant", "workspace", "rule"],
                        name="cfo_lines_rule",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "workspace", "fingerprint"),
                        name="cfo_transactions_once",
                        violation_error_message="This line is there already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("transfer__isnull", False)),
                        fields=("tenant", "workspace", "transfer"),
                        name="cfo_transactions_transfer_once",
                        violation_error_message="That line is half of another transfer already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("source__in", ["statement", "webhook", "hand", "demo"])
                        ),
                        name="cfo_transactions_source",
                        violation_error_message="Choose source out of: statement, webhook, hand, demo.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("filed_by__in", ["none", "rule", "person", "agent"])),
                        name="cfo_transactions_filed_by",
                        violation_error_message="Choose filed_by out of: none, rule, person, agent.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("currency__regex", "^[A-Z]{3}$")),
                        name="cfo_transactions_money",
                        violation_error_message="Use a three-letter ISO 4217 code such as EUR.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("fingerprint__regex", "^[0-9a-f]{64}$")),
                        name="cfo_transactions_fingerprint",
                        violation_error_message="A fingerprint is 64 hexadecimal digits.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("category__isnull", True),
                            models.Q(("filed_by", "none"), _negated=True),
                            _connector="OR",
                        ),
                        name="cfo_transactions_filed",
                        violation_error_message="A line with a category says who filed it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("flag__in", ["", "duplicate", "query"])),
                        name="cfo_transactions_flag",
                        violation_error_message="Choose flag out of: duplicate, query, or none.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount__gt", -1000000000000000), ("amount__lt", 1000000000000000)
                        ),
                        name="cfo_transactions_size",
                        violation_error_message="An amount has at most fifteen digits.",
                    ),
                ],
            },
        ),
    ]
