"""Mode analysis: what experiments show, their health before their effects, and what to decide."""
