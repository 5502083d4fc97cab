"""`manage.py cfo_cron_month_close`: close the month now, in every workspace or in some."""

from kernel.runs.cron import CronCommand


class Command(CronCommand):
    help = "Drafts the reports of the last month that is over, or tells what is missing."
    job = "cfo-cron-month-close"
