"""Who may ever read which word of the scene: a letter for each role, as in ``scene.PEOPLE``."""

OFFICERS = "ACOSPDFUI"
MEMBERS = "M" + OFFICERS
EVERYONE = "R" + MEMBERS

READ_BY = {
    # Texts that were published for everyone.
    "larkspur": EVERYONE,
    "marigold": EVERYONE,
    "wormwood": EVERYONE,
    "comfrey": EVERYONE,
    # Published for some.
    "tansyleaf": MEMBERS,
    "hellebore": OFFICERS,
    "monkshood": OFFICERS,
    # Not published: a draft, the next draft of a public text, a text that was brought in, ...
    "nettlewort": OFFICERS,
    "oxtongue": OFFICERS,
    "sneezewort": OFFICERS,
    # ... in review, in each state of being decided on, ...
    "foxglove": OFFICERS,
    "yarrow": OFFICERS,
    "sorrel": OFFICERS,
    "betony": OFFICERS,
    "campion": OFFICERS,
    # ... approved, called in, and given up.
    "aconite": OFFICERS,
    "catmint": OFFICERS,
    "burdock": OFFICERS,
    # Hidden by law: a passage, a whole text, and why a court may order one more.
    "mandrake": "OI",
    "deadnettle": "OI",
    "goosefoot": "OI",
    # Translations: of a text for members, of one in review, begun, and being corrected.
    "pennyroyal": MEMBERS,
    "ragwort": OFFICERS,
    "fleabane": OFFICERS,
    "hogweed": OFFICERS,
    # What goes with a text: a comment, an attached file, a consultee, an answer, a review's cause.
    "bryony": OFFICERS,
    "henbane": OFFICERS,
    "spurge": OFFICERS,
    "toadflax": OFFICERS,
    "vetchling": OFFICERS,
    # Letters of readers, with their addresses: for those who answer them.
    "samphire": "CD",
    "chickweed": "CD",
    "speedwell": "CD",
    # The address of an officer: for whoever keeps the accounts, and for herself.
    "butterbur": "IU",
}


def not_for(letter: str) -> frozenset[str]:
    """The words that nobody of this role may read anywhere."""
    return frozenset(word for word, readers in READ_BY.items() if letter not in readers)
