"""What growth takes in as files and by webhook; one file a kind, and one a known export."""

from cro.imports.experiments import ExperimentsImport
from cro.imports.hypotheses import HypothesesImport
from cro.imports.segments import SegmentsImport
from cro.imports.step_counts import StepCountsImport

__all__ = [
    "ExperimentsImport",
    "HypothesesImport",
    "SegmentsImport",
    "StepCountsImport",
]
