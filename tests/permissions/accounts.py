"""Signing in, and one's own account: what each page answers to whom, asked and then sent nothing.

Nothing here is taken from the code. There are no council accounts here, nobody has a second factor,
and nobody has said lately who they are.
"""

# To a reader, to a member who signed in, to every officer.
Answers = tuple[str, str, str]
ONE_S_OWN = ("sign in", "200", "200")
# Whoever is in already is led on to where they wanted.
THE_DOOR = ("sign in", "302", "302")
LATELY_PROVED = ("sign in", "say again", "say again")
NOT_HERE = ("404", "404", "404")
NOT_ASKED = ("405", "405", "405")
SHUT = ("403", "403", "403")
ANYONE = ("200", "200", "200")

PAGES: dict[str, tuple[Answers, Answers]] = {
    "/sign-in/": (("200", "302", "302"), ("200", "302", "302")),
    "/sign-in/second-step/": (THE_DOOR, THE_DOOR),
    "/sign-in/passkey/": (THE_DOOR, THE_DOOR),
    "/sign-in/closed/": (SHUT, SHUT),
    "/sign-in/forgotten/": (ANYONE, ANYONE),
    # A link that nobody was sent.
    "/sign-in/link/<token>/": (NOT_HERE, NOT_HERE),
    "/sign-in/council/": (NOT_HERE, NOT_ASKED),
    "/sign-in/council/return/": (NOT_HERE, NOT_ASKED),
    "/sign-in/again/": (ONE_S_OWN, ONE_S_OWN),
    # Without a second factor the password is asked.
    "/sign-in/again/code/": (LATELY_PROVED, LATELY_PROVED),
    "/sign-in/again/passkey/": (LATELY_PROVED, LATELY_PROVED),
    "/sign-in/again/council/": (("sign in", "404", "404"), NOT_ASKED),
    "/sign-out/": (NOT_ASKED, ("302", "302", "302")),
    "/account/": (ONE_S_OWN, ("sign in", "405", "405")),
    # It asks for the present password itself.
    "/account/password/": (ONE_S_OWN, ONE_S_OWN),
    "/account/app/": (LATELY_PROVED, LATELY_PROVED),
    "/account/app/remove/": (("sign in", "404", "404"), ("sign in", "404", "404")),
    "/account/passkeys/add/": (LATELY_PROVED, LATELY_PROVED),
    "/account/passkeys/<pk>/remove/": (LATELY_PROVED, LATELY_PROVED),
    "/account/recovery-codes/": (("sign in", "404", "404"), ("sign in", "405", "405")),
    "/account/recovery-codes/new/": (LATELY_PROVED, LATELY_PROVED),
}
