"""Removes the clusters of tests, wherever they lie: `python -m kernel.local.clean`."""

import shutil

from kernel.local.errors import LocalError
from kernel.local.server import CODE, Server

FOLDERS = (".data/test/*", ".data/ci/postgres")


def main() -> None:
    """End the servers that still run and remove their folders; the product's data stays."""
    for folder in (path for pattern in FOLDERS for path in CODE.glob(pattern)):
        server = Server(folder, durable=False)
        try:
            keeper = server.keeper
        except LocalError:
            keeper = None
        if keeper is not None:
            keeper.end()
        shutil.rmtree(server.home, ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)
    shutil.rmtree(CODE / ".data" / "ci", ignore_errors=True)


if __name__ == "__main__":
    main()
