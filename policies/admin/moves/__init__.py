"""The moves of a version: one page each, a form and then the act."""
