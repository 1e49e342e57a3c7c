"""The project: settings, the root of the addresses and the entry for servers."""

__version__ = "1.0.0"
