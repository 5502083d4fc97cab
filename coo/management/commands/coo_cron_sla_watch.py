"""`manage.py coo_cron_sla_watch`: look at the promises now, in every workspace or in some."""

from kernel.runs.cron import CronCommand


class Command(CronCommand):
    help = "Looks at every promise, and tells of those that are broken or nearly up, once each."
    job = "coo-cron-sla-watch"
