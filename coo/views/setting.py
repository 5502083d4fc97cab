"""The forms of operations settings; what they hold is shown on the Settings screen."""

from __future__ import annotations

from coo import forms, models
from kernel.resources.views import ResourceCreate, ResourceEdit


class SettingCreate(ResourceCreate):
    model = models.Setting
    form_class = forms.SettingForm


class SettingEdit(ResourceEdit):
    model = models.Setting
    form_class = forms.SettingForm
