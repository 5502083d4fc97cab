"""Makes `.venv` from `requirements.lock`; run as a file, by a Python that has nothing installed.

The environment is made again only when the lock changes, and counts as made when the last step
is done: an interrupted start begins anew. Python compiles a module when it is first imported:
most of what the packages bring never is.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCK = ROOT / "requirements.lock"
FOLDER = ROOT / ".venv"
STAMP = FOLDER / "made-from"
OLDEST = (3, 11)


def main() -> None:
    """Leave `.venv` as the lock says, or exit with one line that names the mend."""
    wanted = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if STAMP.exists() and STAMP.read_text() == wanted and (FOLDER / "bin" / "python").exists():
        return
    if sys.version_info < OLDEST:
        sys.exit(
            f"ubigrowth: Python {sys.version_info.major}.{sys.version_info.minor} is too old: "
            "install 3.11 or newer, or name one as in `make run PYTHON=/usr/bin/python3.12`."
        )
    print("Installing the product's packages into .venv …", file=sys.stderr, flush=True)
    STAMP.unlink(missing_ok=True)
    again = ["--upgrade"] if (FOLDER / "bin" / "python").exists() else ["--clear"]
    _run([sys.executable, "-m", "venv", *again, str(FOLDER)], _no_venv())
    _run(
        [
            *(str(FOLDER / "bin" / "python"), "-m", "pip", "install", "--require-hashes"),
            *("--disable-pip-version-check", "--no-input", "--only-binary", ":all:"),
            "--no-compile",
            *("--requirement", str(LOCK)),
        ],
        "the packages of requirements.lock could not be installed: see pip's words above.",
    )
    library = f"python{sys.version_info.major}.{sys.version_info.minor}"
    packages = FOLDER / "lib" / library / "site-packages"
    (packages / "ubigrowth.pth").write_text(f"{ROOT}\n")
    STAMP.write_text(wanted)


def _run(command: list[str], refusal: str) -> None:
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONHOME"}
    if subprocess.run(command, env=clean, check=False).returncode:
        sys.exit(f"ubigrowth: {refusal}")


def _no_venv() -> str:
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    return (
        f"{FOLDER} could not be made: on Debian and Ubuntu install python{version}-venv; "
        "elsewhere see Python's words above."
    )


if __name__ == "__main__":
    main()
