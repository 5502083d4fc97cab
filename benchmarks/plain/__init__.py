"""The same rows and pages without tenancy: Django's own engine, sessions and middleware."""
