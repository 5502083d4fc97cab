"""The computations behind the marketing executive's figures.

Pure functions: arrays and plain values in, frozen dataclasses out; no database, no files, no
clock. `findings.analyse` asks every question at once. Each function named in `__all__` has an
oracle of the same name under `oracles/`, which `manage.py prove` runs.
"""

from cmo.analysis.anomalies import daily_anomalies
from cmo.analysis.attribution import attribute, paths_of
from cmo.analysis.budget import split_budget
from cmo.analysis.calendar import clashes, free_start, gaps
from cmo.analysis.carryover import (
    carried_over,
    geometric_adstock,
    hill_saturation,
)
from cmo.analysis.channels import channel_changes, channel_figures
from cmo.analysis.content_limits import limits_for, over_limit
from cmo.analysis.findings import analyse
from cmo.analysis.funnel import leak_start, stage_against_target, stage_leaks, stage_rates
from cmo.analysis.intervals import (
    design_effect,
    difference_interval,
    rate_interval,
    ratio_interval,
    wilson_interval,
)
from cmo.analysis.markov import removal_effects
from cmo.analysis.outliers import seasonal_fit
from cmo.analysis.response import fit_response
from cmo.analysis.significance import (
    holm_adjusted,
    one_proportion_p,
    ratio_change,
    two_proportion_p,
)
from cmo.analysis.volumes import worked_back
from cmo.analysis.weeks import week_change

__all__ = [
    "analyse",
    "attribute",
    "carried_over",
    "channel_changes",
    "channel_figures",
    "clashes",
    "daily_anomalies",
    "design_effect",
    "difference_interval",
    "fit_response",
    "free_start",
    "gaps",
    "geometric_adstock",
    "hill_saturation",
    "holm_adjusted",
    "leak_start",
    "limits_for",
    "one_proportion_p",
    "over_limit",
    "paths_of",
    "rate_interval",
    "ratio_change",
    "ratio_interval",
    "removal_effects",
    "seasonal_fit",
    "split_budget",
    "stage_against_target",
    "stage_leaks",
    "stage_rates",
    "two_proportion_p",
    "week_change",
    "wilson_interval",
    "worked_back",
]
