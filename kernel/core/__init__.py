"""Manifests, registry, routing, prompts, facts, contracts and typed actions. No ORM here."""
