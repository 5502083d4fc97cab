"""Pages around people: first page, notifications, proof, settings."""

from django.urls import path
from django.views.generic import RedirectView

from kernel.screens.people.account import Account, Leaving, Password
from kernel.screens.people.audit_trail import AuditTrail
from kernel.screens.people.invitations import Invite, Withdrawal
from kernel.screens.people.isolation import Isolation
from kernel.screens.people.keys import Keys
from kernel.screens.people.members import Member, Members, Removal
from kernel.screens.people.modules import Modules, ModuleSwitch
from kernel.screens.people.notices import Notices, Reading
from kernel.screens.people.proof import Proof
from kernel.screens.people.webhooks import Deactivation, Rotation, Webhooks
from kernel.screens.people.welcome import welcome
from kernel.screens.people.workspace import WorkspaceSettings

app_name = "people"

urlpatterns = [
    path("welcome/", welcome, name="welcome"),
    path("notifications/", Notices.as_view(), name="notifications"),
    path("notifications/reading/", Reading.as_view(), name="reading"),
    path("proof/", Proof.as_view(), name="proof"),
    path("settings/", RedirectView.as_view(url="/settings/account/"), name="settings"),
    path("settings/account/", Account.as_view(), name="account"),
    path("settings/account/password/", Password.as_view(), name="password"),
    path("settings/account/leaving/", Leaving.as_view(), name="leaving"),
    path("settings/workspace/", WorkspaceSettings.as_view(), name="workspace"),
    path("settings/members/", Members.as_view(), name="members"),
    path("settings/members/invitation/", Invite.as_view(), name="invite"),
    path(
        "settings/members/invitations/<uuid:invitation>/withdrawal/",
        Withdrawal.as_view(),
        name="withdrawal",
    ),
    path("settings/members/<uuid:user>/", Member.as_view(), name="member"),
    path("settings/members/<uuid:user>/removal/", Removal.as_view(), name="removal"),
    path("settings/modules/", Modules.as_view(), name="modules"),
    path("settings/modules/<str:module>/", ModuleSwitch.as_view(), name="module"),
    path("settings/webhooks/", Webhooks.as_view(), name="webhooks"),
    path("settings/webhooks/<uuid:endpoint>/rotation/", Rotation.as_view(), name="rotation"),
    path(
        "settings/webhooks/<uuid:endpoint>/deactivation/",
        Deactivation.as_view(),
        name="deactivation",
    ),
    path("settings/isolation/", Isolation.as_view(), name="isolation"),
    path("settings/audit/", AuditTrail.as_view(), name="audit"),
    path("settings/keys/", Keys.as_view(), name="keys"),
]
