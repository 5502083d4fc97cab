"""A batch's preview: what importing its file would do now, as its mapping and options say."""

from __future__ import annotations

from kernel.resources.imports import chunks
from kernel.resources.imports.previews import Preview
from kernel.resources.imports.running import AT_ONCE, LOOKED_AT, is_large, preview
from kernel.resources.imports.undoing import kind_for_batch
from kernel.resources.models import ImportBatch


def look_at(batch: ImportBatch) -> Preview:
    """The preview of an uploaded batch; of a large file the first rows are looked at.

    Raises what `preview` raises, and KernelError expired where the file was erased.
    """
    kind = kind_for_batch(batch)
    with chunks.opened(batch) as content:
        return preview(
            kind,
            content,
            name=batch.file_name,
            mapping=batch.mapping,
            options=batch.options,
            limit=LOOKED_AT if is_large(kind, content) else AT_ONCE,
        )
