"""The tenancy tables, one file a noun."""

from kernel.tenancy.models.invitations import Invitation
from kernel.tenancy.models.members import Membership, TenantModule, UserWorkspace
from kernel.tenancy.models.support import SupportGrant
from kernel.tenancy.models.tenants import Domain, Tenant, Workspace
from kernel.tenancy.models.users import User
from kernel.tenancy.models.webhooks import WebhookEndpoint

__all__ = [
    "Domain",
    "Invitation",
    "Membership",
    "SupportGrant",
    "Tenant",
    "TenantModule",
    "User",
    "UserWorkspace",
    "WebhookEndpoint",
    "Workspace",
]
