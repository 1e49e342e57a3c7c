"""Bringing in a file that exists: uploaded, looked through, placed."""
