"""Files are made apart: what asks too much is refused in time, and the one who asks lives."""

import os

import pytest

from policies.domain.content import Section
from policies.domain.errors import RenderingRefused, TimeRanOut
from policies.formats import apart, available, workshop
from tests.formats import samples


def text_with(markdown: str):
    section = Section(lineage="0" * 32, heading="Bomb", markdown=markdown)
    return samples.policy(sections=(section,), laws=())


BOMBS = {
    "an endless table": "| A | B |\n|---|---|\n" + "| one | two |\n" * 7_000,
    "a list of ten thousand": "- item\n" * 10_000,
    "quotations in quotations": ">" * 50_000 + " deep",
    "lists in lists": "\n".join("    " * depth + "- deep" for depth in range(200)),
    "one very long word": "x" * 100_000,
    "tags in tags": "<ul><li>" * 20_000,
    "five megabytes": samples.PROSE * (5_000_000 // len(samples.PROSE)),
}
OTHERS = ("epub", "word", "braille", "audio", "text", "markdown")


@pytest.mark.parametrize(
    ("bomb", "name"),
    [*((bomb, "pdf") for bomb in BOMBS), *(("five megabytes", name) for name in OTHERS)],
)
def test_a_bomb_ends_in_a_file_or_a_refusal_and_the_next_file_is_made(bomb, name):
    content = text_with(BOMBS[bomb])
    if available(name):
        pytest.skip(available(name))
    try:
        made = apart.render(name, content, samples.record(), seconds=2)
        assert made.data
    except RenderingRefused as refused:
        told = str(refused)
        wanted = ("The file was not made", "The text is too long")
        assert told.startswith(wanted)  # noqa: PT017 - a file is as good as a refusal
    assert apart.render("text", samples.policy(), samples.record()).data


def test_what_takes_too_long_is_told_from_what_takes_too_much(typesetter):
    endless = text_with(BOMBS["an endless table"])
    with pytest.raises(TimeRanOut, match="more time than a file may take"):
        apart.render("giant-print", endless, samples.record(), seconds=1)


def test_a_child_that_wants_too_much_memory_dies_alone():
    """The limit is the child's own: asked for more, the system refuses it."""
    from policies.formats.workshop import _made_by_a_child

    class Greedy:
        def __reduce__(self):
            return bytearray, (8,)

        def __getattr__(self, name):
            return bytearray(2 * workshop.MEMORY)

    answer = _made_by_a_child("text", Greedy(), samples.record(), 20)
    assert isinstance(answer, RenderingRefused)
    assert str(answer) == workshop.TOO_LARGE


def test_a_workshop_that_was_ended_is_started_again():
    apart.render("text", samples.policy(), samples.record())
    was = apart._workshop.process
    os.kill(was.pid, 9)
    was.wait()
    assert apart.render("text", samples.policy(), samples.record()).data
    assert apart._workshop.process.pid != was.pid


def test_the_file_is_the_same_as_one_made_here():
    from policies import formats

    made = apart.render("text", samples.policy(), samples.record())
    assert made == formats.render("text", samples.policy(), samples.record())


def test_a_fault_of_a_renderer_reaches_whoever_asked():
    with pytest.raises(AttributeError):
        apart.render("text", None, samples.record())
