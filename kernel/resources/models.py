"""What was imported: batches, the files they came in, the rows they wrote, and layouts."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kernel.tenancy.rows import TenantForeignKey, WorkspaceRow


class BatchStatus(models.TextChoices):
    UPLOADED = "uploaded", "Uploaded, not imported"
    QUEUED = "queued", "Waiting for a worker"
    RUNNING = "running", "Being imported"
    IMPORTED = "imported", "Imported"
    UNDO_QUEUED = "undo_queued", "Waiting to be undone"
    UNDOING = "undoing", "Being undone"
    UNDONE = "undone", "Undone"


class ImportBatch(WorkspaceRow):
    """One file, or one delivery of rows, and what became of it.

    ``refused`` lists at most the first thousand bad rows as ``{line, column, value, reason}``;
    ``rows_refused`` counts them all. ``totals`` holds, a summed column and currency, what the
    file says and what is stored for its rows: ``{column, label, unit, currency, file, stored}``.
    """

    module = models.CharField(max_length=60)
    kind = models.CharField(max_length=60)
    door = models.CharField(max_length=20, default="screen")
    status = models.CharField(
        max_length=20, choices=BatchStatus.choices, default=BatchStatus.UPLOADED
    )
    file_name = models.CharField(max_length=255, blank=True)
    file_hash = models.CharField(max_length=64)
    file_size = models.PositiveBigIntegerField(default=0)
    layout = models.CharField(max_length=64, blank=True)
    mapping = models.JSONField(default=dict)
    options = models.JSONField(default=dict)
    rows_total = models.PositiveIntegerField(default=0)
    rows_new = models.PositiveIntegerField(default=0)
    rows_changed = models.PositiveIntegerField(default=0)
    rows_same = models.PositiveIntegerField(default=0)
    rows_refused = models.PositiveIntegerField(default=0)
    refused = models.JSONField(default=list)
    totals = models.JSONField(default=list)
    recognised = models.CharField(max_length=80, blank=True)
    notes = models.JSONField(default=list)
    first_day = models.DateField(null=True)
    last_day = models.DateField(null=True)
    accept_partial = models.BooleanField(default=False)
    rows_done = models.PositiveIntegerField(default=0)
    beat_at = models.DateTimeField(null=True)
    cancel_asked = models.BooleanField(default=False)
    problem = models.TextField(blank=True)
    asked_by = TenantForeignKey(
        "kernel.User", models.DO_NOTHING, null=True, related_name="+", db_index=False
    )
    imported_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = TenantForeignKey(
        "kernel.User", models.DO_NOTHING, null=True, related_name="+", db_index=False
    )

    class Meta(WorkspaceRow.Meta):
        db_table = "import_batches"
        verbose_name = "import"
        indexes = [
            models.Index(
                fields=["tenant", "workspace", "-created_at"], name="import_batches_newest"
            ),
            models.Index(fields=["tenant", "workspace", "file_hash"], name="import_batches_file"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=BatchStatus.values), name="import_batches_status"
            )
        ]

    def __str__(self) -> str:
        return self.file_name or f"{self.kind} by {self.door}"


class ImportFile(WorkspaceRow):
    """A piece of an uploaded file; web and worker may be two machines."""

    batch = TenantForeignKey(ImportBatch, models.CASCADE, related_name="chunks", db_index=False)
    seq = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta(WorkspaceRow.Meta):
        db_table = "import_files"
        constraints = [
            models.UniqueConstraint(fields=["tenant", "batch", "seq"], name="import_files_order")
        ]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.seq}"


class RowOutcome(models.TextChoices):
    NEW = "new", "New"
    CHANGED = "changed", "Changed"


class ImportRow(WorkspaceRow):
    """One row that a batch wrote: what it was before and after, enough to take it back."""

    batch = TenantForeignKey(ImportBatch, models.CASCADE, related_name="rows", db_index=False)
    seq = models.PositiveIntegerField()
    line = models.PositiveIntegerField()
    table = models.CharField(max_length=63)
    row_id = models.UUIDField()
    outcome = models.CharField(max_length=10, choices=RowOutcome.choices)
    before = models.JSONField(null=True)
    after = models.JSONField()

    class Meta(WorkspaceRow.Meta):
        db_table = "import_rows"
        indexes = [models.Index(fields=["tenant", "row_id"], name="import_rows_written")]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "batch", "seq"], name="import_rows_order"),
            models.CheckConstraint(
                condition=models.Q(outcome__in=RowOutcome.values), name="import_rows_outcome"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.row_id} {self.outcome}"


class ImportLayout(WorkspaceRow):
    """How files with the same header were read the last time: mapping and options."""

    module = models.CharField(max_length=60)
    kind = models.CharField(max_length=60)
    layout = models.CharField(max_length=64)
    header = ArrayField(models.TextField(), default=list)
    mapping = models.JSONField(default=dict)
    options = models.JSONField(default=dict)

    class Meta(WorkspaceRow.Meta):
        db_table = "import_layouts"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "workspace", "module", "kind", "layout"],
                name="import_layouts_one",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.layout[:8]}"
