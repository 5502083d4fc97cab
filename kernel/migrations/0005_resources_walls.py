"""Walls and grants of the tables of kernel.resources."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("kernel", "0004_doors_walls")]

    operations = []
