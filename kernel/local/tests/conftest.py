"""A cluster for the tests of the server itself, in a folder that every user may pass through."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kernel.local import server as server_module
from kernel.local.server import Server


@pytest.fixture
def folder() -> Iterator[Path]:
    """A short folder that the server's user reaches, unlike pytest's own."""
    path = Path(tempfile.mkdtemp(prefix="ubigrowth-test-", dir="/tmp"))
    path.chmod(0o711)
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture(scope="module")
def made_cluster() -> Iterator[Path]:
    """A folder with a cluster that was made once and is stopped."""
    path = Path(tempfile.mkdtemp(prefix="ubigrowth-test-", dir="/tmp"))
    path.chmod(0o711)
    server = Server(path / "postgres", durable=False)
    server.join()
    server.leave()
    yield path / "postgres"
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture
def server(made_cluster: Path) -> Iterator[Server]:
    """A user of that cluster, joined; it leaves at the end."""
    server = Server(made_cluster, durable=False)
    server.join()
    yield server
    server.leave()


@pytest.fixture
def elsewhere(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a cluster goes when its own folder is out of reach."""
    monkeypatch.setattr(server_module, "ELSEWHERE", folder / "elsewhere")
    return folder / "elsewhere"
