import django.contrib.postgres.fields
import django.core.serializers.json
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import coo.models.columns
import kernel.ids
import kernel.tenancy.clock
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
            name="Process",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("key", models.CharField(max_length=120, verbose_name="case")),
                ("subject", models.CharField(blank=True, max_length=200)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("running", "Running"),
                            ("done", "Done"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="running",
                        max_length=10,
                    ),
                ),
                (
                    "started_at",
                    models.DateTimeField(default=kernel.tenancy.clock.now, verbose_name="started"),
                ),
                ("due_at", models.DateTimeField(blank=True, null=True, verbose_name="due")),
                (
                    "finished_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="finished"),
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
                "verbose_name_plural": "processes",
                "db_table": "coo_processes",
                "ordering": ["-started_at", "-id"],
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["tenant", "workspace", "-started_at", "-id"],
                        name="coo_processes_newest",
                    ),
                    models.Index(
                        condition=models.Q(("status", "running")),
                        fields=["tenant", "workspace", "due_at"],
                        name="coo_processes_due",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "workspace", "key"),
                        name="coo_processes_key",
                        violation_error_message="Another process is that case already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["running", "done", "cancelled"])),
                        name="coo_processes_status",
                        violation_error_message="Choose status out of: running, done, cancelled.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("finished_at__gte", models.F("started_at")),
                            ("finished_at__isnull", True),
                            ("started_at__isnull", True),
                            _connector="OR",
                        ),
                        name="coo_processes_times",
                        violation_error_message="It was finished before it was started: change one of the two times.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Task",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("step", models.CharField(blank=True, max_length=60)),
                ("key", models.CharField(blank=True, max_length=120, verbose_name="number")),
                ("title", models.CharField(max_length=300)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("todo", "To do"),
                            ("doing", "Doing"),
                            ("blocked", "Blocked"),
                            ("done", "Done"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="todo",
                        max_length=10,
                    ),
                ),
                ("assignee", models.CharField(blank=True, max_length=160)),
                ("team", models.CharField(blank=True, max_length=120)),
                (
                    "priority",
                    models.CharField(
                        choices=[
                            ("low", "Low"),
                            ("normal", "Normal"),
                            ("high", "High"),
                            ("urgent", "Urgent"),
                        ],
                        default="normal",
                        max_length=10,
                    ),
                ),
                (
                    "estimate_hours",
                    coo.models.columns.HoursField(
                        blank=True,
                        decimal_places=2,
                        help_text="In working hours.",
                        max_digits=7,
                        null=True,
                        verbose_name="estimate",
                    ),
                ),
                ("due_at", models.DateTimeField(blank=True, null=True, verbose_name="due")),
                (
                    "opened_at",
                    models.DateTimeField(default=kernel.tenancy.clock.now, verbose_name="opened"),
                ),
                ("started_at", models.DateTimeField(blank=True, null=True, verbose_name="started")),
                (
                    "finished_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="finished"),
                ),
                (
                    "assignee_user",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="assignee's account",
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
                    "process",
                    kernel.tenancy.rows.TenantForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="tasks",
                        to="coo.process",
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
                "db_table": "coo_tasks",
                "ordering": ["-opened_at", "-id"],
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["tenant", "workspace", "-opened_at", "-id"], name="coo_tasks_newest"
                    ),
                    models.Index(
                        fields=["tenant", "workspace", "status", "due_at"], name="coo_tasks_due"
                    ),
                    models.Index(
                        condition=models.Q(("process__isnull", False)),
                        fields=["tenant", "workspace", "process"],
                        name="coo_tasks_process",
                    ),
                    models.Index(
                        condition=models.Q(("finished_at__isnull", False)),
                        fields=["tenant", "workspace", "finished_at"],
                        name="coo_tasks_finished",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("key", ""), _negated=True),
                        fields=("tenant", "workspace", "key"),
                        name="coo_tasks_key",
                        violation_error_message="Another task has that number already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["todo", "doing", "blocked", "done", "cancelled"])
                        ),
                        name="coo_tasks_status",
                        violation_error_message="Choose status out of: todo, doing, blocked, done, cancelled.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("priority__in", ["low", "normal", "high", "urgent"])),
                        name="coo_tasks_priority",
                        violation_error_message="Choose priority out of: low, normal, high, urgent.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("estimate_hours__gte", 0),
                            ("estimate_hours__isnull", True),
                            _connector="OR",
                        ),
                        name="coo_tasks_estimate",
                        violation_error_message="These are never below zero: estimate hours.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("started_at__gte", models.F("opened_at")),
                            ("started_at__isnull", True),
                            ("opened_at__isnull", True),
                            _connector="OR",
                        ),
                        name="coo_tasks_started",
                        violation_error_message="It was started before it was opened: change one of the two times.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("finished_at__gte", models.F("started_at")),
                            ("finished_at__isnull", True),
                            ("started_at__isnull", True),
                            _connector="OR",
                        ),
                        name="coo_tasks_finished_after_start",
                        violation_error_message="It was finished before it was started: change one of the two times.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("finished_at__gte", models.F("opened_at")),
                            ("finished_at__isnull", True),
                            ("opened_at__isnull", True),
                            _connector="OR",
                        ),
                        name="coo_tasks_finished_after_opening",
                        violation_error_message="It was finished before it was opened: change one of the two times.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TaskTransition",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("position", models.PositiveIntegerField()),
                (
                    "from_status",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("todo", "To do"),
                            ("doing", "Doing"),
                            ("blocked", "Blocked"),
                            ("done", "Done"),
                            ("cancelled", "Cancelled"),
                        ],
                        max_length=10,
                        verbose_name="from",
                    ),
                ),
                (
                    "to_status",
                    models.CharField(
                        choices=[
                            ("todo", "To do"),
                            ("doing", "Doing"),
                            ("blocked", "Blocked"),
                            ("done", "Done"),
                            ("cancelled", "Cancelled"),
                        ],
                        max_length=10,
                        verbose_name="to",
                    ),
                ),
                ("at", models.DateTimeField()),
                ("actor", models.CharField(blank=True, max_length=254, verbose_name="by")),
                (
                    "actor_user",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="account",
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
                    "task",
                    kernel.tenancy.rows.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="transitions",
                        to="coo.task",
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
                "verbose_name": "change of status",
                "verbose_name_plural": "changes of status",
                "db_table": "coo_task_transitions",
                "ordering": ["-at", "task", "-position"],
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["tenant", "workspace", "-at"], name="coo_transitions_newest"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "workspace", "task", "position"),
                        name="coo_task_transitions_order",
                        violation_error_message="This task has a change of that position already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "from_status__in",
                                ["", "todo", "doing", "blocked", "done", "cancelled"],
                            )
                        ),
                        name="coo_task_transitions_from",
                        violation_error_message="Choose a status of tasks, or none for the first change.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("to_status__in", ["todo", "doing", "blocked", "done", "cancelled"])
                        ),
                        name="coo_task_transitions_to",
                        violation_error_message="Choose to_status out of: todo, doing, blocked, done, cancelled.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("from_status", models.F("to_status")), _negated=True),
                        name="coo_task_transitions_change",
                        violation_error_message="A change leads from one status to another.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("from_status", ""), ("position", 1)),
                            models.Q(
                                models.Q(("from_status", ""), _negated=True), ("position__gt", 1)
                            ),
                            _connector="OR",
                        ),
                        name="coo_task_transitions_first",
                        violation_error_message="The first change of a task, and no other, has no origin.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Workflow",
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
                ("version", models.PositiveIntegerField(default=1)),
                ("description", models.TextField(blank=True)),
                ("steps", models.JSONField(blank=True, default=list)),
                (
                    "sla_hours",
                    coo.models.columns.HoursField(
                        blank=True,
                        decimal_places=2,
                        help_text="Working hours from start to finish; none: nothing is promised.",
                        max_digits=7,
                        null=True,
                        verbose_name="promised within",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "Draft"), ("active", "Active"), ("retired", "Retired")],
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
                "db_table": "coo_workflows",
                "ordering": ["name", "-version"],
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "workspace", "name", "version"),
                        name="coo_workflows_version",
                        violation_error_message="This workflow has that version already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "active")),
                        fields=("tenant", "workspace", "name"),
                        name="coo_workflows_active",
                        violation_error_message="Another version of this workflow is active; retire it first.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "active", "retired"])),
                        name="coo_workflows_status",
                        violation_error_message="Choose status out of: draft, active, retired.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("version__gte", 1)),
                        name="coo_workflows_first_version",
                        violation_error_message="Versions begin with 1.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sla_hours__gt", 0), ("sla_hours__isnull", True), _connector="OR"
                        ),
                        name="coo_workflows_promise",
                        violation_error_message="Promise more than 0 hours, or leave the promise empty.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="process",
            name="workflow",
            field=kernel.tenancy.rows.TenantForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="processes",
                to="coo.workflow",
            ),
        ),
        migrations.CreateModel(
            name="Capacity",
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
                    "who",
                    models.CharField(
                        help_text="As tasks name their assignee or team.", max_length=160
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("person", "Person"), ("team", "Team")],
                        default="person",
                        max_length=10,
                    ),
                ),
                (
                    "hours_week",
                    coo.models.columns.HoursField(
                        decimal_places=2, max_digits=7, verbose_name="hours a week"
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="to")),
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
                "verbose_name": "capacity",
                "verbose_name_plural": "capacity",
                "db_table": "coo_capacity",
                "ordering": ["kind", "who", "-starts_on"],
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "workspace", "kind", "who", "starts_on"),
                        name="coo_capacity_once",
                        violation_error_message="The capacity from that day on is there already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["person", "team"])),
                        name="coo_capacity_kind",
                        violation_error_message="Choose kind out of: person, team.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("who__regex", "[^[:space:]]")),
                        name="coo_capacity_who",
                        violation_error_message="Say whose capacity it is.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("hours_week__gte", 0),
                            models.Q(("hours_week__lte", 168), ("kind", "team"), _connector="OR"),
                        ),
                        name="coo_capacity_hours",
                        violation_error_message="A person has 0 to 168 hours a week.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__gte", models.F("starts_on")),
                            ("ends_on__isnull", True),
                            ("starts_on__isnull", True),
                            _connector="OR",
                        ),
                        name="coo_capacity_days",
                        violation_error_message="The last day lies before the first.",
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
                ("name", models.CharField(max_length=60)),
                (
                    "period",
                    models.DateField(help_text="The first day of the week.", verbose_name="from"),
                ),
                ("value", models.DecimalField(decimal_places=4, max_digits=20)),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("count", "Count"),
                            ("days", "Days"),
                            ("fraction", "Percent"),
                            ("hours", "Hours"),
                            ("ratio", "Ratio"),
                        ],
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
                "db_table": "coo_metrics",
                "ordering": ["-period", "name"],
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "workspace", "name", "period"),
                        name="coo_metrics_once",
                        violation_error_message="This figure of the week is there already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("unit__in", ["count", "days", "fraction", "hours", "ratio"])
                        ),
                        name="coo_metrics_unit",
                        violation_error_message="Choose unit out of: count, days, fraction, hours, ratio.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProcessEvent",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("activity", models.CharField(max_length=160)),
                ("resource", models.CharField(blank=True, max_length=160, verbose_name="by")),
                ("at", models.DateTimeField()),
                (
                    "lifecycle",
                    models.CharField(
                        choices=[("start", "Start"), ("complete", "Complete")],
                        default="complete",
                        max_length=10,
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0)),
                ("source_key", models.CharField(blank=True, editable=False, max_length=64)),
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
                    "process",
                    kernel.tenancy.rows.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="events",
                        to="coo.process",
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
                "verbose_name": "event",
                "db_table": "coo_process_events",
                "ordering": ["process", "at", "position", "id"],
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["tenant", "workspace", "process", "at", "position"],
                        name="coo_events_in_order",
                    ),
                    models.Index(
                        fields=["tenant", "workspace", "activity", "at"], name="coo_events_activity"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("source_key", ""), _negated=True),
                        fields=("tenant", "workspace", "source_key"),
                        name="coo_process_events_once",
                        violation_error_message="This event is there already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("lifecycle__in", ["start", "complete"])),
                        name="coo_process_events_lifecycle",
                        violation_error_message="Choose lifecycle out of: start, complete.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("activity__regex", "[^[:space:]]")),
                        name="coo_process_events_activity",
                        violation_error_message="Say what was done.",
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
                "db_table": "coo_recommendations",
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["tenant", "workspace", "status", "-priority"],
                        name="coo_recommendation_rank",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ("pending", "approved"))),
                        fields=("tenant", "workspace", "fingerprint"),
                        name="coo_recommendation_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                ["pending", "approved", "applied", "rejected", "expired", "undone"],
                            )
                        ),
                        name="coo_recommendation_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("severity__in", ["low", "medium", "high", "critical"])),
                        name="coo_recommendation_level",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("effort__gte", 1), ("effort__lte", 5)),
                        name="coo_recommendation_effort",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("impact__isnull", True),
                            models.Q(("currency", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="coo_recommendation_money",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("status__in", ("applied", "rejected", "undone")), _negated=True
                            ),
                            models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="coo_recommendation_who",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "approved"), _negated=True),
                            ("approved_by__isnull", False),
                            _connector="OR",
                        ),
                        name="coo_recommendation_once",
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
                            ("weekly_ops", "Week of operations"),
                            ("process", "Processes"),
                            ("delivery", "Delivery"),
                        ],
                        max_length=20,
                    ),
                ),
                ("period_start", models.DateField(verbose_name="from")),
                ("period_end", models.DateField(verbose_name="to")),
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
                "db_table": "coo_reports",
                "ordering": ["-period_end", "kind"],
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["tenant", "workspace", "-period_end"], name="coo_reports_newest"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "workspace", "kind", "period_start", "period_end"),
                        name="coo_reports_once",
                        violation_error_message="This report of the period is there already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["weekly_ops", "process", "delivery"])),
                        name="coo_reports_kind",
                        violation_error_message="Choose kind out of: weekly_ops, process, delivery.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "final"])),
                        name="coo_reports_status",
                        violation_error_message="Choose status out of: draft, final.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("period_end__gte", models.F("period_start")),
                            ("period_end__isnull", True),
                            ("period_start__isnull", True),
                            _connector="OR",
                        ),
                        name="coo_reports_period",
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
                    "sla_warning_hours",
                    coo.models.columns.HoursField(
                        decimal_places=2,
                        default=8,
                        help_text="Working hours left when a case is at risk.",
                        max_digits=7,
                        verbose_name="warn before a breach",
                    ),
                ),
                (
                    "sla_hours",
                    coo.models.columns.HoursField(
                        blank=True,
                        decimal_places=2,
                        help_text="Working hours, where a workflow says nothing; none: nothing is promised.",
                        max_digits=7,
                        null=True,
                        verbose_name="promised within",
                    ),
                ),
                (
                    "wip_limit",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="None: as many as there are.",
                        null=True,
                        verbose_name="tasks in work at once",
                    ),
                ),
                (
                    "forecast_weeks",
                    models.PositiveSmallIntegerField(
                        default=12,
                        help_text="How far finish dates are looked for, 1 to 52.",
                        verbose_name="forecast weeks",
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
                "verbose_name": "operations setting",
                "db_table": "coo_settings",
                "ordering": ["created_at"],
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "workspace"),
                        name="coo_settings_one",
                        violation_error_message="This workspace has its operations settings already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sla_warning_hours__gte", 0)),
                        name="coo_settings_warning",
                        violation_error_message="Give 0 hours or more.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sla_hours__gt", 0), ("sla_hours__isnull", True), _connector="OR"
                        ),
                        name="coo_settings_promise",
                        violation_error_message="Promise more than 0 hours, or leave the promise empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("wip_limit__gte", 1), ("wip_limit__isnull", True), _connector="OR"
                        ),
                        name="coo_settings_wip",
                        violation_error_message="Allow at least 1 task, or leave the limit empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("forecast_weeks__gte", 1), ("forecast_weeks__lte", 52)),
                        name="coo_settings_outlook",
                        violation_error_message="Give 1 to 52 weeks.",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="process",
            index=models.Index(
                fields=["tenant", "workspace", "workflow", "started_at"],
                name="coo_processes_workflow",
            ),
        ),
    ]
