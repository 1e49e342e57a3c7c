"""What the council does, and everything that is refused to whom, when and why."""
