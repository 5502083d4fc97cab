"""Header, navigation and tabs of the gallery's pages."""

from __future__ import annotations

from typing import Any

MODULES = [
    (
        "cmo",
        "Marketing",
        "CMO",
        "dashboard",
        "Dashboard Setup Plan Funnels Campaigns Content Calendar Analytics Settings",
    ),
    (
        "cro",
        "Experiments",
        "CRO",
        "",
        "Dashboard Hypotheses Experiments Segments Programme Settings",
    ),
    (
        "cfo",
        "Finance",
        "CFO",
        "run",
        "Dashboard Transactions Accounts Budgets Forecast Reports Settings",
    ),
    (
        "coo",
        "Operations",
        "COO",
        "list",
        "Dashboard Workflows Processes Tasks SLA Reports Settings",
    ),
]
HERE = {"dashboard": "Dashboard", "list": "Tasks"}
KEYS = {"cmo": "g m", "cro": "g e", "cfo": "g f", "coo": "g o"}


def url(page: str) -> str:
    """The address of a gallery page, as local settings route it."""
    return f"/styleguide/{page}/" if page else "/styleguide/"


def shell(page: str, role: str) -> dict[str, Any]:
    """The `shell` of base.html for a page of the gallery."""
    modules = [
        {
            "role": key,
            "name": name,
            "short": short,
            "url": url(target),
            "here": key == role,
            "keys": KEYS[key],
            "screens": [
                {
                    "label": label,
                    "url": url(target),
                    "current": key == role and label == HERE.get(page),
                }
                for label in screens.split()
            ],
        }
        for key, name, short, target, screens in MODULES
    ]
    return {
        "header": {
            "tenant": "Larkfield",
            "workspace": "Europe",
            "tenant_url": url("door"),
            "workspace_url": url(""),
            "as_of": "Sat 31 Jan 2026",
            "demo": True,
            "late": {"text": "1 of 6 sources late", "url": url("briefing") + "#sources"},
            "search_url": url("list"),
            "notifications": {"url": url("briefing"), "unread": 3},
            "person": {"name": "Ines Vermeer", "email": "ines@larkfield.example", "url": url("")},
            "appearance_url": "/appearance/",
            "logout_url": "/accounts/logout/",
        },
        "nav": {
            "home_url": url("briefing"),
            "top": [
                {
                    "label": "Briefing",
                    "url": url("briefing"),
                    "icon": "sunrise",
                    "current": page == "briefing",
                    "keys": "g b",
                },
                {
                    "label": "Approvals",
                    "url": url("run"),
                    "icon": "list-checks",
                    "count": "6",
                    "words": "waiting",
                    "keys": "a",
                },
                {
                    "label": "Runs",
                    "url": url("run"),
                    "icon": "history",
                    "count": "1 running",
                    "quiet": True,
                    "current": page == "run",
                },
            ],
            "modules": modules,
            "foot": [
                {"label": "Imports", "url": url("list"), "icon": "upload"},
                {"label": "Proof", "url": url(""), "icon": "scale", "current": page == ""},
                {"label": "Settings", "url": url("door"), "icon": "settings"},
            ],
        },
        "tabs": [
            {
                "label": "Briefing",
                "url": url("briefing"),
                "icon": "sunrise",
                "current": page == "briefing",
            },
            *(
                {"label": short, "url": url(target), "role": key, "current": key == role}
                for key, _, short, target, _ in MODULES
            ),
        ],
    }
