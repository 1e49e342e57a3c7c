"""Signing in: the one door for members and officers, and what keeps it.

allauth makes the flows; here are their addresses, forms and words, and what it leaves to others.
``second_factor`` decides who counts as signed in, ``links`` takes the links that people are sent,
``council_account`` is the way by the council's own server, and ``openid`` speaks with it.
"""
