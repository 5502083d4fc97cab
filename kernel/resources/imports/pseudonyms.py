"""Keys of people that do not say who they are."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Any

from kernel.resources.imports.columns import CellError, ImportColumn, Reading

_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


@dataclass(frozen=True)
class PseudonymColumn(ImportColumn):
    """A pseudonymous key. What looks like an address is refused, or hashed where that was asked.

    The hash is SHA-256 of the address in lower case without spaces around it, in hex: what
    advertising tools make of an address too, so that keys of several sources agree. It is a
    pseudonym, no anonymity: who knows an address can find its key.
    """

    def read(self, text: str, reading: Reading, row: dict[str, Any]) -> str:
        bare = text.strip()
        if "@" in bare:
            if reading.hashed and _ADDRESS.fullmatch(bare):
                reading.hashes += 1
                return hashlib.sha256(bare.lower().encode()).hexdigest()
            raise CellError(
                f"{self.heading}: this looks like an e-mail address. Send a key that does not say "
                "who it is, such as the SHA-256 of the address in lower case, or choose to have "
                "addresses hashed here."
            )
        if re.search(r"\s", bare):
            raise CellError(f"{self.heading}: a key has no spaces; a name is no key.")
        return bare

    def shown(self, text: str) -> str:
        """Never the cell itself: it may say who somebody is."""
        return "not shown"
