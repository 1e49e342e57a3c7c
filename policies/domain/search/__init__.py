"""What a reader's words mean, whichever database looks for them."""
