"""The whole suite: the database as the app login, the cast, and who runs which file."""

pytest_plugins = ["kernel.tenancy.testing", "tests.spread"]
