"""The words that councils and their members use for the same thing.

A member types the word that people say, and the text has the word that the law has, or an
older one. Each group is one meaning; a search for any of its phrases finds them all. Only words
that a reader would take for each other stand together: a group that is too wide finds too much.
"""

GROUPS: tuple[tuple[str, ...], ...] = (
    ("purdah", "pre-election period", "pre-election", "period of heightened sensitivity"),
    ("libel", "slander", "defamation", "defamatory"),
    ("councillor", "elected member"),
    ("monitoring officer", "head of legal"),
    ("predetermination", "pre-determination", "closed mind", "bias"),
    ("GDPR", "data protection", "personal data"),
    ("FOI", "freedom of information"),
    ("EIR", "environmental information"),
    ("exempt information", "confidential information", "confidential papers"),
    ("troll", "trolling", "online abuse", "cyberbullying"),
    ("WhatsApp", "private group", "messaging app", "private message", "direct message"),
    ("fake news", "misinformation", "false information", "disinformation"),
    ("deepfake", "deep fake", "altered image", "artificial intelligence"),
    ("password", "passwords", "sign-in", "log-in"),
    ("photo", "photograph", "image", "picture"),
    ("imprint", "digital imprint"),
    ("complaint", "breach of the code"),
    ("code of conduct", "standards of conduct"),
    ("dos and don’ts", "do’s and don’ts", "top tips"),
    ("retweet", "repost", "share"),
    ("Twitter", "tweet", "X account"),
    ("hashtag", "trending"),
    ("declaration of interest", "pecuniary interest", "register of interests"),
    ("officer", "employee", "member of staff"),
    ("s151", "section 151", "chief finance officer"),
    ("MO", "monitoring officer"),
    ("EIA", "equality impact assessment"),
    ("planning application", "planning matter"),
    ("meeting in private", "private session", "closed session"),
    ("live stream", "livestream", "webcast", "broadcast"),
    ("disclaimer", "views are my own"),
    ("harassment", "bullying"),
    ("copyright", "intellectual property"),
    ("organisation", "organization"),
    ("AI", "artificial intelligence"),
)
