"""The growth resources as JSON, under `/api/v1/cro/`."""
