"""What finance takes in as files and by webhook; one file a kind, and one a known export."""

from cfo.imports.statements import StatementsImport

__all__ = ["StatementsImport"]
