"""`manage.py cmo_cron_metrics_watch`: look for odd days now, in every workspace or in some."""

from kernel.runs.cron import CronCommand


class Command(CronCommand):
    help = "Looks for days of broken tracking, spend spikes and drops."
    job = "cmo-cron-metrics-watch"
