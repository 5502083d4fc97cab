"""Fixtures of the runs' tests."""

from kernel.runs.tests.probing import probe, probe_module, rung  # noqa: F401 - fixtures
