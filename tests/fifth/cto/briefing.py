"""What technology says on the briefing."""

from __future__ import annotations

from cto.selectors import outages

from kernel.screens.lines import Line, LineFigure
from kernel.tenancy import clock
from kernel.tenancy.scope import Scope


def lines(scope: Scope) -> list[Line]:
    """One line: how long anything was down lately."""
    _, _, found = outages(clock.today(), 28)
    down = sum(service.minutes for service in found)
    words = f"{found[0].name} was down most." if found else "Nothing was down in four weeks."
    return [Line("ai_cto", words, figures=[LineFigure("Minutes down", str(down))])]
