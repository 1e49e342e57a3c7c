"""The review programme: what is due, and recording that a text was reconsidered."""
