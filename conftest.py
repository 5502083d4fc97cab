"""Fixtures of the whole suite: the database as the app login, and the cast."""

pytest_plugins = ["kernel.tenancy.testing"]
