"""A file becomes content and findings: what a council has, read word for word.

This floor may import ``policies.domain`` and the standard library, nothing else: no
models, no Django, no clock, no network. ``reading`` is the way in, ``result`` what comes out.
"""
