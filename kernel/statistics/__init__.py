"""Statistics that the modules share: values and refusals, evidence, outliers, ranking.

Pure functions: arrays and plain values in, frozen dataclasses out; no database, no files, no
clock. They name nothing of any module's trade. Each function named in `__all__` has an oracle of
the same name under `oracles/`, which `manage.py prove` runs.
"""

from kernel.statistics.outliers import generalized_esd
from kernel.statistics.ranking import priority, ranked, severity_of

__all__ = [
    "generalized_esd",
    "priority",
    "ranked",
    "severity_of",
]
