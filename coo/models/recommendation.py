"""What the operations agents propose."""

from __future__ import annotations

from kernel.decisions.recommendation import Recommendation as SharedRecommendation


class Recommendation(SharedRecommendation):
    """A proposal of an operations agent; its shape and its course are the kernel's."""

    class Meta(SharedRecommendation.Meta):
        db_table = "coo_recommendations"
