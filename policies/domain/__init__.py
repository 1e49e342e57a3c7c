"""What is true whatever is kept: words, numbers, moves and reasons.

The ground floor. It imports no Django, asks no database and reads no clock:
whoever calls passes the moment, the day and the person in.
"""
