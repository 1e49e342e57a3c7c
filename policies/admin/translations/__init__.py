"""Texts in other languages at the desk: which there are, side by side, and what can be done."""
