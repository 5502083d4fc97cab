"""The analysis is pure and light: importing it loads neither Django nor scientific heavyweights."""

import subprocess
import sys

import pytest

from kernel.core.manifest import REPOSITORY


@pytest.mark.parametrize("module", ["cro.analysis", "cro.demo"])
def test_importing_it_loads_nothing_heavy(module: str) -> None:
    code = (
        f"import {module}, sys;"
        "print(*({'django', 'scipy', 'statsmodels', 'pandas'} & set(sys.modules)))"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    assert loaded.stdout.split() == []
