"""`manage.py cmo_cron_weekly_summary`: sum up the week now, in every workspace or in some."""

from kernel.runs.cron import CronCommand


class Command(CronCommand):
    help = "Sums up the last week that is over."
    job = "cmo-cron-weekly-summary"
