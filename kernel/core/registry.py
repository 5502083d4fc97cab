"""The modules of this process, found as manifests in the module roots and held by id."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kernel.core.manifest import MANIFEST_FOLDER, REPOSITORY, Manifest, ManifestError, read
from kernel.errors import KernelError, KernelUsageError

BUILT_IN_ROLES = ("owner", "admin", "viewer")
KNOWN_REQUIREMENTS = frozenset({"postgres", "kernel", "ai_gateway"})


@dataclass
class Registry:
    """What discovery found: modules that stand, modules that cannot start, and the roots."""

    roots: tuple[Path, ...] = (REPOSITORY,)
    modules: dict[str, Manifest] = field(default_factory=dict)
    unavailable: dict[str, str] = field(default_factory=dict)

    def add(self, manifest: Manifest) -> None:
        """Take a module in; raises ``KernelUsageError`` where its id or role is taken."""
        for other in self.modules.values():
            if other == manifest:
                return
            if other.id == manifest.id or other.role == manifest.role:
                raise KernelUsageError(
                    f"{manifest.id} from {manifest.root} is refused: "
                    f"{other.id} from {other.root} stands there already"
                )
        reason = _missing_requirement(manifest)
        if reason:
            self.unavailable[manifest.id] = reason
            return
        self.unavailable.pop(manifest.id, None)
        self.modules[manifest.id] = manifest


def _missing_requirement(manifest: Manifest) -> str | None:
    unknown = sorted(set(manifest.requires) - KNOWN_REQUIREMENTS)
    if unknown:
        return "requires what this kernel does not offer: " + ", ".join(unknown)
    if not (manifest.root / manifest.role / "__init__.py").is_file():
        return f"its package {manifest.role}/ is not in the module root"
    return None


def _unique(roots: Iterable[Path]) -> tuple[Path, ...]:
    return tuple(dict.fromkeys(root.resolve() for root in roots))


_lock = threading.RLock()
_registry: Registry | None = None


def discover(roots: Sequence[Path | str] | None = None) -> Registry:
    """Read every manifest of the module roots and make the result this process's registry.

    The repository is always the first root; ``roots`` are the further ones, which the
    settings read from ``UBIGROWTH_MODULE_ROOTS``. Each further root joins ``sys.path``, so that its
    packages can be imported. A manifest that cannot be read, or whose module cannot start,
    is listed in ``unavailable`` with its reason and the rest start; a root that is no
    folder raises ``KernelUsageError``.
    """
    global _registry
    found = _unique([REPOSITORY, *(Path(root).expanduser() for root in roots or ())])
    registry = Registry(roots=found)
    for root in found:
        if not root.is_dir():
            raise KernelUsageError(f"UBIGROWTH_MODULE_ROOTS names {root}, which is no folder")
        if root != REPOSITORY and str(root) not in sys.path:
            sys.path.append(str(root))
        for path in sorted((root / MANIFEST_FOLDER).glob("*.manifest.json")):
            _take_in(registry, path, root)
    with _lock:
        _registry = registry
    return registry


def _take_in(registry: Registry, path: Path, root: Path) -> None:
    name = path.name.removesuffix(".manifest.json")
    try:
        manifest = read(path, root)
        registry.add(manifest)
    except ManifestError as error:
        registry.unavailable[name] = "; ".join(error.faults)
    except KernelUsageError as error:
        registry.unavailable[f"{name} ({root})"] = error.detail


def current() -> Registry:
    """This process's registry, discovered at first use."""
    with _lock:
        return _registry if _registry is not None else discover()


def register_module(manifest: Manifest) -> None:
    """Add one module to this process's registry; what discovery calls for each manifest."""
    with _lock:
        current().add(manifest)


def get_module(module_id: str) -> Manifest:
    """The manifest of a module that stands.

    Raises ``KernelError``: 404 ``unknown_module`` with the known ones, or 503
    ``module_unavailable`` with the reason where the module is there but cannot start.
    """
    registry = current()
    if module_id in registry.modules:
        return registry.modules[module_id]
    if module_id in registry.unavailable:
        raise KernelError(
            "module_unavailable",
            503,
            f"{module_id} cannot start: {registry.unavailable[module_id]}",
        )
    known = ", ".join(sorted(registry.modules)) or "none"
    raise KernelError("unknown_module", 404, f"There is no such module. Known modules: {known}.")


def get_all_modules() -> list[Manifest]:
    """Every module that stands, in the order of roots and file names."""
    return list(current().modules.values())


def module_of_role(role: str) -> Manifest:
    """The module whose folder, table prefix and address is ``role``; raises as get_module."""
    for manifest in current().modules.values():
        if manifest.role == role:
            return manifest
    return get_module(f"ai_{role}")


def unavailable() -> dict[str, str]:
    """Modules that were found but cannot start, with the reason."""
    return dict(current().unavailable)


def app_labels() -> list[str]:
    """Packages for INSTALLED_APPS, one a module that stands."""
    return [manifest.role for manifest in get_all_modules()]


def template_dirs() -> list[Path]:
    """The ``templates`` folder of each root that has one, the repository's first."""
    return [path for root in current().roots if (path := root / "templates").is_dir()]


def static_dirs() -> list[Path]:
    """The ``static`` folder of each root that has one, the repository's first."""
    return [path for root in current().roots if (path := root / "static").is_dir()]


def roles() -> list[str]:
    """All role names: the built-in ones, then those that manifests name."""
    named = (role for manifest in get_all_modules() for role in manifest.permissions.role)
    return list(dict.fromkeys((*BUILT_IN_ROLES, *named)))
