"""`manage.py coo_cron_weekly_report`: report the week now, in every workspace or in some."""

from kernel.runs.cron import CronCommand


class Command(CronCommand):
    help = "Reports the last week that is over."
    job = "coo-cron-weekly-report"
