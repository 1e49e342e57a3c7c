"""The project: settings, the root of the addresses and the entry for servers."""
