"""The computations behind the marketing executive's figures.

Pure functions: arrays and plain values in, frozen dataclasses out; no database, no files, no
clock. `findings.analyse` asks every question at once. Each function named in `__all__` has an
oracle of the same name under `oracles/`, which `manage.py prove` runs.
"""

from cmo.analysis.anomalies import daily_anomalies
from cmo.analysis.channels import channel_changes, channel_figures
from cmo.analysis.findings import analyse
from cmo.analysis.funnel import leak_start, stage_against_target, stage_leaks, stage_rates
from cmo.analysis.intervals import (
    design_effect,
    difference_interval,
    rate_interval,
    ratio_interval,
    wilson_interval,
)
from cmo.analysis.outliers import generalized_esd, seasonal_fit
from cmo.analysis.ranking import priority, ranked, severity_of
from cmo.analysis.significance import (
    holm_adjusted,
    one_proportion_p,
    ratio_change,
    two_proportion_p,
)

__all__ = [
    "analyse",
    "channel_changes",
    "channel_figures",
    "daily_anomalies",
    "design_effect",
    "difference_interval",
    "generalized_esd",
    "holm_adjusted",
    "leak_start",
    "one_proportion_p",
    "priority",
    "ranked",
    "rate_interval",
    "ratio_change",
    "ratio_interval",
    "seasonal_fit",
    "severity_of",
    "stage_against_target",
    "stage_leaks",
    "stage_rates",
    "two_proportion_p",
    "wilson_interval",
]
