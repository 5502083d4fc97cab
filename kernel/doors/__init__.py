"""The doors: who comes in, into which tenant, and how refusals are told."""
