"""Imports of files and of delivered rows: batches that can be checked and taken back."""

from kernel.resources.imports.kinds import ImportKind, kind_for, kinds
from kernel.resources.imports.previews import Preview
from kernel.resources.imports.running import preview, run_import
from kernel.resources.imports.undoing import later_work, undo

__all__ = [
    "ImportKind",
    "Preview",
    "kind_for",
    "kinds",
    "later_work",
    "preview",
    "run_import",
    "undo",
]
