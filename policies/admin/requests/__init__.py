"""What readers wrote to the council: the queue, and answering it."""
