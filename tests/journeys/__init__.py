"""Stories in a real browser, each ending with an accessibility check."""
