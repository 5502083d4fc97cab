"""The marketing resources as JSON, under `/api/v1/cmo/`."""
