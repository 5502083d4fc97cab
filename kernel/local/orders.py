"""What the keeper of a server is told, kept in `state.json` beside the cluster."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from kernel.local.account import Account
from kernel.local.errors import LocalError
from kernel.local.processes import Identity

PORT = 5432
MAX_CONNECTIONS = 200


@dataclass(frozen=True)
class Orders:
    """Paths as text, the server's user by numbers; `durable` is false for tests alone."""

    postgres: str
    cluster: str
    socket: str
    uid: int
    gid: int
    durable: bool

    @property
    def account(self) -> Account:
        """The user who runs the server."""
        return Account(self.uid, self.gid)

    @property
    def command(self) -> list[str]:
        """The server's program with its settings; it listens on a socket and nowhere else."""
        safe = "on" if self.durable else "off"
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": self.socket,
            "port": str(PORT),
            "max_connections": str(MAX_CONNECTIONS),
            "fsync": safe,
            "synchronous_commit": safe,
            "full_page_writes": safe,
            "jit": "off",
            "timezone": "UTC",
            "log_timezone": "UTC",
        }
        flags = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return [self.postgres, "-D", self.cluster, *flags]

    def save(self, home: Path) -> None:
        """Write the orders whole or not at all."""
        partial = home / "state.json.partial"
        partial.write_text(json.dumps(asdict(self)))
        partial.rename(home / "state.json")


def orders_in(home: Path) -> Orders:
    """The orders last given in `home`; raises LocalError when there are none."""
    try:
        return Orders(**json.loads((home / "state.json").read_text()))
    except (OSError, ValueError, TypeError) as error:
        raise LocalError(f"no server has been started in {home}") from error


def note_keeper(home: Path, keeper: Identity | None) -> None:
    """Record who runs the server of `home`; None when nobody does any more."""
    note = home / "keeper.json"
    if keeper is None:
        note.unlink(missing_ok=True)
    else:
        note.write_text(json.dumps({"pid": keeper.pid, "started": keeper.started}))


def keeper_of(home: Path) -> Identity | None:
    """The living process that runs the server of `home`; None when there is none."""
    try:
        keeper = Identity(**json.loads((home / "keeper.json").read_text()))
    except (OSError, ValueError, TypeError):
        return None
    return keeper if keeper.alive else None
