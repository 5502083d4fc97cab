"""What no experiment can be judged with, each refused by a type of its own and in words."""

from __future__ import annotations

from kernel.statistics.values import AnalysisError


class RefusedError(AnalysisError):
    """Base of the refusals: the message says what is wrong and how to mend it."""


class OneArmError(RefusedError):
    """Fewer than two variants: there is nothing to compare with."""

    def __init__(self) -> None:
        super().__init__(
            "An experiment compares two variants at least. Add the one that is missing."
        )


class ControlError(RefusedError):
    """No control, or more than one."""

    def __init__(self, controls: int) -> None:
        said = "No variant is" if controls == 0 else f"{controls} variants are"
        super().__init__(f"{said} marked as the control. Mark exactly one.")


class WeightsError(RefusedError):
    """Shares of traffic that are none, or that do not add up to one."""

    def __init__(self, total: float | None = None) -> None:
        said = "Each variant’s share of the traffic is above zero."
        if total is not None:
            said = f"The variants’ shares of the traffic add up to {total:.6g}, and not to 1."
        super().__init__(f"{said} Correct the shares.")


class NoExposureError(RefusedError):
    """Nobody was exposed; `arm` where it is one variant only."""

    def __init__(self, arm: str = "") -> None:
        where = f" to {arm}" if arm else ""
        super().__init__(f"Nobody was exposed{where}. Import the days on which people were.")


class NegativeVarianceError(RefusedError):
    """A sum of squares smaller than any values with that sum can have."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"The sum of squares of {what} is too small for its sum: no values have both. "
            "Export the sums again."
        )


class NoVarianceError(RefusedError):
    """Everybody has the same value, so that no error of it can be told."""

    def __init__(self) -> None:
        super().__init__("Everybody has the same value, so chance cannot be told from an effect.")


class PrePeriodError(RefusedError):
    """An arm without the sums of the time before."""

    def __init__(self, arm: str) -> None:
        super().__init__(
            f"{arm} has no sums of the time before the experiment. Import them for every variant."
        )


class RelativeError(RefusedError):
    """A relative effect on a control that is not clearly above zero."""

    def __init__(self) -> None:
        super().__init__(
            "The control is not clearly above zero, so nothing can be said in percent of it."
        )
