"""What was saved, by whom and why, in sentences; and restoring it."""
