"""Template tags every page may use (loaded as builtins)."""

from django import template

register = template.Library()
