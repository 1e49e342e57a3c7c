"""What is kept, and what the database itself refuses."""
