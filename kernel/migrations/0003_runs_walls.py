"""Walls and grants of the tables of kernel.runs."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("kernel", "0002_tenancy_walls")]

    operations = []
