"""Addresses of the growth screens, under `/cro/`."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
