"""Wording in templates: dates and sizes as a sentence has them."""
