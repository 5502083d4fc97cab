"""The outages as JSON."""
