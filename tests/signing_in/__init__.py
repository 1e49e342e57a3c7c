"""Signing in, as members, officers, Administrators and strangers try it."""
