"""What the law hides or lets go: passages under seal, records past their time."""
