"""The public door: what readers and members see.

A view reads like its preconditions, makes one call down and renders. Public pages carry no
cookie and ask nothing of the session, so that any cache may keep them.
"""
