"""Running the portal: backups, monitors, logs, large collections."""
