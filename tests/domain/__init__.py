"""The ground floor: no test here asks a database, and pytest-django refuses the one that tries."""
