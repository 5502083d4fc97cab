"""Statistics that the modules share: values, proportions, change, evidence, outliers, ranking.

Pure functions: arrays and plain values in, frozen dataclasses out; no database, no files, no
clock. They name nothing of any module's trade. Each function named in `__all__` has an oracle of
the same name under `oracles/`, which `manage.py prove` runs.
"""

from kernel.statistics.outliers import generalized_esd
from kernel.statistics.phases import change_start, dated_drop, rate_change
from kernel.statistics.proportions import (
    design_effect,
    difference_interval,
    rate_interval,
    wilson_interval,
)
from kernel.statistics.ranking import priority, ranked, severity_of
from kernel.statistics.significance import holm_adjusted, one_proportion_p, two_proportion_p

__all__ = [
    "change_start",
    "dated_drop",
    "design_effect",
    "difference_interval",
    "generalized_esd",
    "holm_adjusted",
    "one_proportion_p",
    "priority",
    "ranked",
    "rate_change",
    "rate_interval",
    "severity_of",
    "two_proportion_p",
    "wilson_interval",
]
