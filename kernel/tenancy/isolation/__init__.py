"""The catalogue lint: reads what PostgreSQL holds and names each guard that is missing."""

from kernel.tenancy.isolation.catalogue import Catalogue, read
from kernel.tenancy.isolation.guards import Fault, faults

__all__ = ["Catalogue", "Fault", "faults", "read"]
