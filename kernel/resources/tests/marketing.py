"""The marketing module stands in for any module: found by name, as the kernel finds it."""

from django.apps import apps

Campaign = apps.get_model("cmo", "Campaign")
CampaignChannel = apps.get_model("cmo", "CampaignChannel")
MetricsSnapshot = apps.get_model("cmo", "MetricsSnapshot")
Funnel = apps.get_model("cmo", "Funnel")
FunnelStage = apps.get_model("cmo", "FunnelStage")
