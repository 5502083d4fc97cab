"""`manage.py cfo_cron_daily_cash`: look at the cash now, in every workspace or in some."""

from kernel.runs.cron import CronCommand


class Command(CronCommand):
    help = "Makes the day's forecasts, and tells where cash is to fall below its floor."
    job = "cfo-cron-daily-cash"
