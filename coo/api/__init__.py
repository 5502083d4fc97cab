"""The operations resources as JSON, under `/api/v1/cfo/`."""
