"""The README and the settings name the same variables."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
READ = re.compile(r"""(?:env\.\w+|_secret)\(\s*"([A-Z][A-Z_]+)\"""")
LOGINS = {"DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_SERVICE_URL"}
MAKE = {"PORT"}
OTHERS = {
    "kernel/tenancy/testing.py",  # addresses of the test cluster
    "kernel/gateway/testing.py",
    "kernel/gateway/wire.py",  # silences a library's banner, reads nothing
    "kernel/management/commands/up.py",  # PORT of `make run`
}


def documented():
    table = re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "README.md").read_text(), re.M)
    assert len(table) == len(set(table))
    return set(table)


def test_every_setting_stands_in_the_readme_and_nothing_else():
    settings = set(READ.findall((ROOT / "ubigrowth" / "settings.py").read_text())) | LOGINS | MAKE
    assert settings == documented()


def test_only_the_settings_read_the_environment():
    inside = re.compile(r"os\.environ|os\.getenv")
    readers = {
        str(path.relative_to(ROOT))
        for folder in ("kernel", "cmo", "ubigrowth")
        for path in (ROOT / folder).rglob("*.py")
        if "tests" not in path.parts and inside.search(path.read_text())
    }
    assert {
        reader for reader in readers if not reader.startswith(("kernel/local/", "ubigrowth/"))
    } <= OTHERS
