"""The finance resources as JSON, under `/api/v1/cfo/`."""
