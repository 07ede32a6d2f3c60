"""The demo year: a believable library to look at, made through the domain functions."""

from operations.demo.building import Login, build, logins

__all__ = ["Login", "build", "logins"]
