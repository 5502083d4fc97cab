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
    binomial_adstock,
    carried_over,
    geometric_adstock,
    hill_saturation,
)
from cmo.analysis.channel_responses import channel_responses
from cmo.analysis.channels import channel_changes, channel_figures
from cmo.analysis.content_limits import limits_for, over_limit
from cmo.analysis.findings import analyse
from cmo.analysis.funnel import stage_against_target, stage_leaks
from cmo.analysis.intervals import ratio_interval
from cmo.analysis.markov import removal_effects
from cmo.analysis.outliers import seasonal_fit
from cmo.analysis.response import fit_response
from cmo.analysis.significance import ratio_change
from cmo.analysis.volumes import worked_back
from cmo.analysis.weeks import week_change

__all__ = [
    "analyse",
    "attribute",
    "binomial_adstock",
    "carried_over",
    "channel_changes",
    "channel_figures",
    "channel_responses",
    "clashes",
    "daily_anomalies",
    "fit_response",
    "free_start",
    "gaps",
    "geometric_adstock",
    "hill_saturation",
    "limits_for",
    "over_limit",
    "paths_of",
    "ratio_change",
    "ratio_interval",
    "removal_effects",
    "seasonal_fit",
    "split_budget",
    "stage_against_target",
    "stage_leaks",
    "week_change",
    "worked_back",
]
