"""Fixtures of the screens' tests."""

from kernel.runs.tests.probing import probe, probe_module  # noqa: F401 - fixtures
