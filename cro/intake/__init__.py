"""The metric intake: what is measured, where people go on, and from where a test starts."""
