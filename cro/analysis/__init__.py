"""The computations behind the growth executive's figures.

Pure functions: sums and plain values in, frozen dataclasses out; no database, no files, no clock.
Rates are fractions 0..1, effects relative to the control unless said otherwise, money is in minor
units. What cannot be judged honestly is refused with an error of `refusals` or of
`kernel.statistics.values`. Each function named in `__all__` has an oracle of the same name under
`oracles/`, which `manage.py prove` runs.
"""

from cro.analysis.arms import sample_of
from cro.analysis.bayes import bayesian_effect
from cro.analysis.comparisons import comparisons
from cro.analysis.corrections import benjamini_hochberg
from cro.analysis.cuped import cuped
from cro.analysis.decisions import decide
from cro.analysis.differences import segment_differences
from cro.analysis.effects import welch_effect
from cro.analysis.guardrails import noninferiority
from cro.analysis.health import health_checks
from cro.analysis.judgement import judged, settled
from cro.analysis.leaks import segment_gaps, step_leaks
from cro.analysis.planning import power_of, sample_size, smallest_effect, weeks_needed
from cro.analysis.results import reading_day
from cro.analysis.scoring import ice, likeness
from cro.analysis.sequential import always_valid_effect
from cro.analysis.split import sample_ratio
from cro.analysis.steps import step_baseline, traffic_share
from cro.analysis.worth import effect_prior, expected_value_of_test, win_rate

__all__ = [
    "always_valid_effect",
    "bayesian_effect",
    "benjamini_hochberg",
    "comparisons",
    "cuped",
    "decide",
    "effect_prior",
    "expected_value_of_test",
    "health_checks",
    "ice",
    "judged",
    "likeness",
    "noninferiority",
    "power_of",
    "reading_day",
    "sample_of",
    "sample_ratio",
    "sample_size",
    "segment_differences",
    "segment_gaps",
    "settled",
    "smallest_effect",
    "step_baseline",
    "step_leaks",
    "traffic_share",
    "weeks_needed",
    "welch_effect",
    "win_rate",
]
