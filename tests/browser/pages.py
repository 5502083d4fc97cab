"""The main pages of every module that the registry knows."""

from __future__ import annotations

from kernel.core.registry import get_all_modules
from kernel.screens.shell import screen_url

SCREENS = [
    screen_url(manifest, screen)
    for manifest in get_all_modules()
    for screen in manifest.ui.primary_screens
]
