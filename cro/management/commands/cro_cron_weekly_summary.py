"""`manage.py cro_cron_weekly_summary`: sum up the last week now, in every workspace or in some."""

from kernel.runs.cron import CronCommand


class Command(CronCommand):
    help = "Sums up the last week of experiments."
    job = "cro-cron-weekly-summary"
