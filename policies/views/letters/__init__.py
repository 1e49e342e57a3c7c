"""What readers write to the council: asking for a format, reporting a problem, being kept told.

No reader has an account or gets a cookie. ``form`` says what keeps the forms safe without one,
``pace`` how many are taken in an hour.
"""
