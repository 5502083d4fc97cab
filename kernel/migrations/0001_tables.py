import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import kernel.ids
import kernel.tenancy.models.tenants
import kernel.tenancy.rows
import kernel.tenancy.scope


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Tenant",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("schema_name", models.CharField(default="public", editable=False, max_length=63)),
                ("name", models.CharField(max_length=120)),
                (
                    "slug",
                    models.CharField(
                        max_length=63,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$",
                                "Use a-z, 0-9 and hyphens.",
                            )
                        ],
                    ),
                ),
                (
                    "as_of",
                    models.DateField(
                        blank=True,
                        help_text="The tenant's business date; empty means today.",
                        null=True,
                    ),
                ),
                ("is_demo", models.BooleanField(default=False)),
                (
                    "second_approval",
                    models.BooleanField(
                        default=False, help_text="Who asks for a change may not approve it."
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "db_table": "tenants",
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                (
                    "id",
                    models.UUIDField(
                        default=kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("email", models.EmailField(max_length=254, unique=True)),
                ("name", models.CharField(blank=True, max_length=120)),
                ("is_active", models.BooleanField(default=True)),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False, help_text="Platform staff: may enter the admin."
                    ),
                ),
                (
                    "theme",
                    models.CharField(
                        choices=[("system", "As the system"), ("light", "Light"), ("dark", "Dark")],
                        default="system",
                        max_length=8,
                    ),
                ),
                ("shortcuts", models.BooleanField(default=True, help_text="Single-key shortcuts.")),
                (
                    "password_changed_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "db_table": "users",
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("email"), name="users_email_lower"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AgentRun",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("module", models.CharField(max_length=60)),
                ("agent", models.CharField(max_length=120)),
                ("mode", models.CharField(blank=True, max_length=60)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("queued", "Queued"),
                            ("running", "Running"),
                            ("awaiting_approval", "Awaiting approval"),
                            ("succeeded", "Succeeded"),
                            ("failed", "Failed"),
                            ("dead", "Dead"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="queued",
                        max_length=20,
                    ),
                ),
                ("kind", models.CharField(default=kernel.tenancy.scope.scope_kind, max_length=20)),
                (
                    "principal",
                    models.CharField(default=kernel.tenancy.scope.scope_principal, max_length=120),
                ),
                ("door", models.CharField(default="python", max_length=20)),
                ("input", models.JSONField(default=dict)),
                ("output", models.JSONField(null=True)),
                ("facts", models.JSONField(default=list)),
                ("entities", models.JSONField(default=list)),
                ("code", models.CharField(blank=True, max_length=60)),
                ("error", models.TextField(blank=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("fence", models.PositiveIntegerField(default=0)),
                ("engine", models.CharField(default="builtin", max_length=20)),
                ("engine_name", models.CharField(blank=True, max_length=120)),
                ("function_version", models.CharField(blank=True, max_length=20)),
                ("prompt_hash", models.CharField(blank=True, max_length=64)),
                ("prompt_text_hash", models.CharField(blank=True, max_length=64)),
                ("tokens", models.PositiveIntegerField(default=0)),
                (
                    "cost_micros",
                    models.BigIntegerField(default=0, help_text="Millionths of a US dollar."),
                ),
                ("idempotency_key", models.CharField(blank=True, max_length=200)),
                ("request_hash", models.CharField(blank=True, max_length=64)),
                ("cancel_requested_at", models.DateTimeField(null=True)),
                ("started_at", models.DateTimeField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
                ("duration_ms", models.PositiveBigIntegerField(null=True)),
                ("step", models.PositiveSmallIntegerField(null=True)),
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
                    "parent",
                    kernel.tenancy.rows.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="children",
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
            ],
            options={
                "db_table": "agent_runs",
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "queued",
                                    "running",
                                    "awaiting_approval",
                                    "succeeded",
                                    "failed",
                                    "dead",
                                    "cancelled",
                                ],
                            )
                        ),
                        name="agent_runs_status",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("step__isnull", False)),
                        fields=("tenant", "parent", "step"),
                        name="agent_runs_step",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("step__isnull", False),
                            ("status__in", ["awaiting_approval", "queued", "running"]),
                        ),
                        fields=("tenant", "parent"),
                        name="agent_runs_one_step_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportBatch",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("module", models.CharField(max_length=60)),
                ("kind", models.CharField(max_length=60)),
                ("door", models.CharField(default="screen", max_length=20)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("uploaded", "Uploaded, not imported"),
                            ("queued", "Waiting for a worker"),
                            ("running", "Being imported"),
                            ("imported", "Imported"),
                            ("undo_queued", "Waiting to be undone"),
                            ("undoing", "Being undone"),
                            ("undone", "Undone"),
                        ],
                        default="uploaded",
                        max_length=20,
                    ),
                ),
                ("file_name", models.CharField(blank=True, max_length=255)),
                ("file_hash", models.CharField(max_length=64)),
                ("file_size", models.PositiveBigIntegerField(default=0)),
                ("layout", models.CharField(blank=True, max_length=64)),
                ("mapping", models.JSONField(default=dict)),
                ("options", models.JSONField(default=dict)),
                ("rows_total", models.PositiveIntegerField(default=0)),
                ("rows_new", models.PositiveIntegerField(default=0)),
                ("rows_changed", models.PositiveIntegerField(default=0)),
                ("rows_same", models.PositiveIntegerField(default=0)),
                ("rows_refused", models.PositiveIntegerField(default=0)),
                ("refused", models.JSONField(default=list)),
                ("totals", models.JSONField(default=list)),
                ("recognised", models.CharField(blank=True, max_length=80)),
                ("notes", models.JSONField(default=list)),
                ("first_day", models.DateField(null=True)),
                ("last_day", models.DateField(null=True)),
                ("accept_partial", models.BooleanField(default=False)),
                ("rows_done", models.PositiveIntegerField(default=0)),
                ("beat_at", models.DateTimeField(null=True)),
                ("cancel_asked", models.BooleanField(default=False)),
                ("problem", models.TextField(blank=True)),
                ("imported_at", models.DateTimeField(null=True)),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "asked_by",
                    kernel.tenancy.rows.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
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
                    "undone_by",
                    kernel.tenancy.rows.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
            ],
            options={
                "verbose_name": "import",
                "db_table": "import_batches",
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "uploaded",
                                    "queued",
                                    "running",
                                    "imported",
                                    "undo_queued",
                                    "undoing",
                                    "undone",
                                ],
                            )
                        ),
                        name="import_batches_status",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RefreshFamily",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "current",
                    models.CharField(help_text="Hash of the token not used yet.", max_length=64),
                ),
                (
                    "previous",
                    models.CharField(
                        blank=True, help_text="Hash of the one before.", max_length=64
                    ),
                ),
                ("rotated_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                ("expires_at", models.DateTimeField(db_index=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "user",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "refresh_families",
            },
        ),
        migrations.CreateModel(
            name="RunQueue",
            fields=[
                ("run_id", models.UUIDField(primary_key=True, serialize=False)),
                ("tenant_id", models.UUIDField()),
                ("queue", models.CharField(default="runs", max_length=20)),
                ("available_at", models.DateTimeField()),
                ("lease_until", models.DateTimeField(null=True)),
                ("fence", models.PositiveIntegerField(default=0)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("rung_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "run_queue",
                "indexes": [models.Index(fields=["queue", "available_at"], name="run_queue_due")],
            },
        ),
        migrations.CreateModel(
            name="ScheduleSlot",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField()),
                ("workspace_id", models.UUIDField()),
                ("job", models.CharField(max_length=120)),
                ("scheduled_for", models.DateTimeField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("due", "Due"),
                            ("sent", "Sent"),
                            ("succeeded", "Succeeded"),
                            ("failed", "Failed"),
                        ],
                        default="due",
                        max_length=20,
                    ),
                ),
                ("sent_at", models.DateTimeField(null=True)),
                ("run_id", models.UUIDField(null=True)),
                ("error", models.CharField(blank=True, max_length=500)),
            ],
            options={
                "db_table": "schedule_slots",
                "indexes": [
                    models.Index(fields=["run_id"], name="schedule_slots_run"),
                    models.Index(fields=["status", "scheduled_for"], name="schedule_slots_open"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant_id", "workspace_id", "job", "scheduled_for"),
                        name="schedule_slots_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["due", "sent", "succeeded", "failed"])),
                        name="schedule_slots_status",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Domain",
            fields=[
                ("domain", models.CharField(db_index=True, max_length=253, unique=True)),
                ("is_primary", models.BooleanField(db_index=True, default=True)),
                (
                    "id",
                    models.UUIDField(
                        default=kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "tenant",
                    kernel.tenancy.rows.TenantForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="domains",
                        to="kernel.tenant",
                    ),
                ),
            ],
            options={
                "db_table": "domains",
            },
        ),
        migrations.CreateModel(
            name="WebhookEndpoint",
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
                ("module_id", models.CharField(max_length=60)),
                (
                    "secrets",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=120), size=2
                    ),
                ),
                (
                    "old_secret_until",
                    models.DateTimeField(
                        blank=True,
                        help_text="Until then the previous secret still signs.",
                        null=True,
                    ),
                ),
                ("active", models.BooleanField(default=True)),
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
            ],
            options={
                "db_table": "webhook_endpoints",
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Workspace",
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
                    "slug",
                    models.CharField(
                        max_length=63,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$",
                                "Use a-z, 0-9 and hyphens.",
                            )
                        ],
                    ),
                ),
                (
                    "timezone",
                    models.CharField(
                        default="UTC",
                        max_length=64,
                        validators=[kernel.tenancy.models.tenants.known_time_zone],
                    ),
                ),
                (
                    "currency",
                    models.CharField(
                        default="EUR",
                        max_length=3,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z]{3}\\Z", "Use a three-letter ISO 4217 code such as EUR."
                            )
                        ],
                    ),
                ),
                (
                    "first_weekday",
                    models.PositiveSmallIntegerField(default=1, help_text="ISO: 1 is Monday."),
                ),
                (
                    "fiscal_month",
                    models.PositiveSmallIntegerField(default=1, help_text="First month, 1 to 12."),
                ),
                (
                    "number_format",
                    models.CharField(
                        choices=[
                            ("en", "1,234.56"),
                            ("de", "1.234,56"),
                            ("fr", "1 234,56"),
                            ("ch", "1’234.56"),
                        ],
                        default="en",
                        max_length=2,
                    ),
                ),
                (
                    "working_days",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(),
                        default=kernel.tenancy.models.tenants.default_working_days,
                        size=None,
                    ),
                ),
                ("workday_start", models.TimeField(default="09:00")),
                ("workday_end", models.TimeField(default="17:00")),
                (
                    "holidays",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.DateField(), blank=True, default=list, size=None
                    ),
                ),
                (
                    "set_phrases",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        blank=True,
                        default=list,
                        help_text="Phrases with digits that are no figures, such as 24/7.",
                        size=None,
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
            ],
            options={
                "db_table": "workspaces",
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "slug"), name="workspaces_slug"),
                    models.CheckConstraint(
                        condition=models.Q(("first_weekday__gte", 1), ("first_weekday__lte", 7)),
                        name="workspaces_first_weekday",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("fiscal_month__gte", 1), ("fiscal_month__lte", 12)),
                        name="workspaces_fiscal_month",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("workday_end__gt", models.F("workday_start"))),
                        name="workspaces_workday",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number_format__in", ["en", "de", "fr", "ch"])),
                        name="workspaces_number_format",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WebhookReceipt",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("event_id", models.CharField(max_length=256)),
                ("event_type", models.CharField(max_length=120)),
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
                    "endpoint",
                    kernel.tenancy.rows.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="kernel.webhookendpoint",
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
                "db_table": "webhook_receipts",
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "endpoint", "event_id"), name="webhook_receipts_once"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="webhookendpoint",
            name="workspace",
            field=kernel.tenancy.rows.TenantForeignKey(
                db_constraint=False,
                db_index=False,
                editable=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="kernel.workspace",
            ),
        ),
        migrations.CreateModel(
            name="UserWorkspace",
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
                    "user",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "workspace",
                    kernel.tenancy.rows.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="kernel.workspace",
                    ),
                ),
            ],
            options={
                "db_table": "user_workspaces",
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "user", "workspace"), name="user_workspaces_one"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Notification",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("module", models.CharField(blank=True, max_length=60)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("proposal", "Proposal"),
                            ("decision", "Decision"),
                            ("run", "Agent run"),
                            ("data", "Data"),
                        ],
                        max_length=20,
                    ),
                ),
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
                (
                    "subject",
                    models.CharField(
                        help_text="What it is about; one line a person, kind and subject.",
                        max_length=200,
                    ),
                ),
                ("title", models.CharField(max_length=300)),
                ("body", models.TextField(blank=True)),
                (
                    "facts",
                    models.JSONField(
                        default=list, help_text="The figures that title and body refer to."
                    ),
                ),
                ("url", models.CharField(blank=True, max_length=300)),
                ("read_at", models.DateTimeField(blank=True, null=True)),
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
                    "user",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                "db_table": "notifications",
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["tenant", "workspace", "user", "-created_at"],
                        name="notifications_newest",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "workspace", "user", "kind", "subject"),
                        name="notifications_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["proposal", "decision", "run", "data"])),
                        name="notifications_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("severity__in", ["low", "medium", "high", "critical"])),
                        name="notifications_severity",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportRow",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("seq", models.PositiveIntegerField()),
                ("line", models.PositiveIntegerField()),
                ("table", models.CharField(max_length=63)),
                ("row_id", models.UUIDField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[("new", "New"), ("changed", "Changed")], max_length=10
                    ),
                ),
                ("before", models.JSONField(null=True)),
                ("after", models.JSONField()),
                (
                    "batch",
                    kernel.tenancy.rows.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="kernel.importbatch",
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
                "db_table": "import_rows",
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "indexes": [models.Index(fields=["tenant", "row_id"], name="import_rows_written")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "batch", "seq"), name="import_rows_order"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["new", "changed"])),
                        name="import_rows_outcome",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportLayout",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("module", models.CharField(max_length=60)),
                ("kind", models.CharField(max_length=60)),
                ("layout", models.CharField(max_length=64)),
                (
                    "header",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), default=list, size=None
                    ),
                ),
                ("mapping", models.JSONField(default=dict)),
                ("options", models.JSONField(default=dict)),
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
                "db_table": "import_layouts",
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "workspace", "module", "kind", "layout"),
                        name="import_layouts_one",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportFile",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("seq", models.PositiveIntegerField()),
                ("content", models.BinaryField()),
                (
                    "batch",
                    kernel.tenancy.rows.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="chunks",
                        to="kernel.importbatch",
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
                "db_table": "import_files",
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "batch", "seq"), name="import_files_order"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="importbatch",
            name="workspace",
            field=kernel.tenancy.rows.TenantForeignKey(
                db_constraint=False,
                db_index=False,
                editable=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="kernel.workspace",
            ),
        ),
        migrations.CreateModel(
            name="IdempotencyKey",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("principal", models.CharField(max_length=120)),
                ("key", models.CharField(max_length=200)),
                ("request_hash", models.CharField(max_length=64)),
                ("status", models.PositiveSmallIntegerField(default=0)),
                ("content_type", models.CharField(blank=True, max_length=100)),
                ("location", models.CharField(blank=True, max_length=500)),
                ("body", models.BinaryField(default=b"")),
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
                "db_table": "idempotency_keys",
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["tenant", "created_at"], name="idempotency_keys_age")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "workspace", "principal", "key"),
                        name="idempotency_keys_one",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DecisionRecord",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("module", models.CharField(max_length=60)),
                ("table", models.CharField(max_length=63)),
                ("recommendation", models.UUIDField()),
                ("title", models.CharField(max_length=300)),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            ("approved", "Approved, a second person follows"),
                            ("applied", "Approved and applied"),
                            ("rejected", "Rejected"),
                            ("undone", "Undone"),
                            ("snoozed", "Snoozed"),
                            ("expired", "Expired"),
                        ],
                        max_length=20,
                    ),
                ),
                ("note", models.TextField(blank=True)),
                ("action_kind", models.CharField(max_length=80)),
                ("action_hash", models.CharField(max_length=64)),
                ("before", models.JSONField(default=list)),
                ("after", models.JSONField(default=list)),
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
                "db_table": "decision_records",
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["tenant", "workspace", "-created_at"],
                        name="decision_records_newest",
                    ),
                    models.Index(
                        fields=["tenant", "workspace", "recommendation"],
                        name="decision_records_subject",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "decision__in",
                                ["approved", "applied", "rejected", "undone", "snoozed", "expired"],
                            )
                        ),
                        name="decision_records_decision",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AgentRunEvent",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("seq", models.PositiveIntegerField()),
                ("event", models.CharField(max_length=40)),
                ("name", models.CharField(blank=True, max_length=200)),
                ("done", models.PositiveIntegerField(null=True)),
                ("total", models.PositiveIntegerField(null=True)),
                ("detail", models.JSONField(default=dict)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
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
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
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
                "db_table": "agent_run_events",
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "run", "seq"), name="agent_run_events_order"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="agentrun",
            name="workspace",
            field=kernel.tenancy.rows.TenantForeignKey(
                db_constraint=False,
                db_index=False,
                editable=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="kernel.workspace",
            ),
        ),
        migrations.CreateModel(
            name="SupportGrant",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("reason", models.CharField(max_length=500)),
                ("expires_at", models.DateTimeField()),
                (
                    "user",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
            ],
            options={
                "db_table": "support_grants",
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["tenant", "user", "-expires_at"], name="support_grants_live"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
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
                    "roles",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), size=None
                    ),
                ),
                (
                    "viewer_modules",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("all_workspaces", models.BooleanField(default=False)),
                (
                    "user",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
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
            ],
            options={
                "db_table": "user_tenants",
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "indexes": [models.Index(fields=["user"], name="user_tenants_user")],
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "user"), name="user_tenants_member"),
                    models.CheckConstraint(
                        condition=models.Q(("roles", []), _negated=True), name="user_tenants_roles"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("email", models.EmailField(max_length=254)),
                (
                    "roles",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), size=None
                    ),
                ),
                (
                    "viewer_modules",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "workspaces",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(),
                        blank=True,
                        help_text="Null means all of them.",
                        null=True,
                        size=None,
                    ),
                ),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("expires_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "invited_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
            ],
            options={
                "db_table": "invitations",
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["tenant", "-created_at"], name="invitations_newest")
                ],
            },
        ),
        migrations.CreateModel(
            name="AuditEvent",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("workspace_id", models.UUIDField(null=True)),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("kind", models.CharField(max_length=20)),
                ("principal", models.CharField(max_length=120)),
                ("event", models.CharField(max_length=80)),
                ("subject", models.CharField(blank=True, max_length=200)),
                ("detail", models.JSONField(default=dict)),
                ("request_id", models.CharField(blank=True, max_length=64)),
                (
                    "tenant",
                    kernel.tenancy.rows.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="kernel.tenant",
                    ),
                ),
            ],
            options={
                "db_table": "audit_events",
                "indexes": [models.Index(fields=["tenant", "-at"], name="audit_events_newest")],
            },
        ),
        migrations.CreateModel(
            name="TenantModule",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("module_id", models.CharField(max_length=60)),
                ("enabled", models.BooleanField(default=True)),
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
            ],
            options={
                "db_table": "tenant_modules",
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "module_id"), name="tenant_modules_one"
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="webhookendpoint",
            index=models.Index(
                fields=["tenant", "workspace", "-created_at"], name="webhook_endpoints_new"
            ),
        ),
        migrations.AddIndex(
            model_name="importbatch",
            index=models.Index(
                fields=["tenant", "workspace", "-created_at"], name="import_batches_newest"
            ),
        ),
        migrations.AddIndex(
            model_name="importbatch",
            index=models.Index(
                fields=["tenant", "workspace", "file_hash"], name="import_batches_file"
            ),
        ),
        migrations.AddIndex(
            model_name="agentrun",
            index=models.Index(
                fields=["tenant", "workspace", "-created_at"], name="agent_runs_newest"
            ),
        ),
        migrations.AddIndex(
            model_name="agentrun",
            index=models.Index(
                condition=models.Q(("parent__isnull", False)),
                fields=["tenant", "workspace", "parent"],
                name="agent_runs_children",
            ),
        ),
        migrations.AddConstraint(
            model_name="agentrun",
            constraint=models.UniqueConstraint(
                condition=models.Q(("idempotency_key", ""), _negated=True),
                fields=("tenant", "workspace", "principal", "idempotency_key"),
                name="agent_runs_idempotency",
            ),
        ),
    ]
