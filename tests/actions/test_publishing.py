"""Putting a version in force and taking it out."""


def test_publishing_supersedes_the_version_in_force(town, in_force):
    successor = town.make_successor(in_force)
    before = town.fresh(in_force)
    assert successor.is_in_force
    assert before.is_superseded
    assert before.in_force_until == successor.in_force_from
