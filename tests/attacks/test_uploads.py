"""Files that are not what they are called, or that say more than words: refused or made harmless."""
