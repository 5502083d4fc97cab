"""Fixtures of the tests of decisions."""

from kernel.runs.tests.probing import probe, probe_module, rung  # noqa: F401 - fixtures
