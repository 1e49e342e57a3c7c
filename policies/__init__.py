"""The members' policy portal: versioned policies, decided by a council, read by its members."""
