"""Removes the clusters of tests, wherever they lie: `python -m kernel.local.clean [ci]`."""

import shutil
import sys

from kernel.local.server import CODE, Server

FOLDERS = {"test": ".data/test/*", "ci": ".data/ci/postgres"}


def main(which: list[str]) -> None:
    """End the servers that still run and remove their folders; the product's data stays."""
    for folder in (path for name in which for path in CODE.glob(FOLDERS[name])):
        server = Server(folder, durable=False)
        if server.keeper is not None:
            server.keeper.end()
        shutil.rmtree(server.home, ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main(sys.argv[1:] or list(FOLDERS))
