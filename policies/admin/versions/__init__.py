"""A version of a document: where it stands, what it says, how a new one begins."""
