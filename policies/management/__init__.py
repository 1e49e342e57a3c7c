"""The clock and the operator's commands."""
