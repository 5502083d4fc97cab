"""Where Django looks for the kernel's admin pages; they stand in kernel.doors.admin."""

from kernel.doors.admin import people, records, tenants

__all__ = ["people", "records", "tenants"]
