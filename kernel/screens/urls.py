"""Pages of the kernel: briefing, approvals, runs."""

from django.urls import path

from kernel.screens.approvals import Approvals
from kernel.screens.briefing import Briefing
from kernel.screens.console import Console
from kernel.screens.cookies import appearance
from kernel.screens.run_acts import RunAgain, RunCancellation, RunConsole
from kernel.screens.run_list import RunList
from kernel.screens.run_pages import RunPage

urlpatterns = [
    path("", Briefing.as_view(), name="briefing"),
    path("approvals/", Approvals.as_view(), name="approvals"),
    path("runs/", RunList.as_view(), name="runs"),
    path("runs/console/<slug:role>/", Console.as_view(), name="console"),
    path("runs/<uuid:id>/", RunPage.as_view(), name="run"),
    path("runs/<uuid:id>/console/", RunConsole.as_view(), name="run-console"),
    path("runs/<uuid:id>/cancellation/", RunCancellation.as_view(), name="run-cancellation"),
    path("runs/<uuid:id>/again/", RunAgain.as_view(), name="run-again"),
    path("appearance/", appearance, name="appearance"),
]
