"""What changed in the lines of a text: whatever is said of two texts gives both of them back."""

from hypothesis import given, settings
from hypothesis import strategies as st

from policies.domain.comparison import words
from policies.domain.comparison.lines import (
    Line,
    LineKind,
    Run,
    compared_lines,
    compared_paragraphs,
    compared_phrases,
    plain,
)
from policies.domain.comparison.pairs import (
    out_of_order,
    paired_by_words,
    paired_in_order,
    with_those_gone,
)
from policies.domain.comparison.words import Mark

said = st.lists(st.sampled_from(["must", "should", "not", "share", "a", "post", ".", "\n"]))
runs = st.builds(
    Run,
    said.map(" ".join).filter(bool),
    st.booleans(),
    st.sampled_from(["", "https://a.example/", "https://b.example/"]),
)


def merged(phrase):
    """The phrase with neighbours that are set alike made one: how it is cut says nothing."""
    made: list[Run] = []
    for run in phrase:
        last = made[-1] if made else None
        if last and (last.is_stressed, last.link) == (run.is_stressed, run.link):
            made[-1] = Run(last.text + run.text, run.is_stressed, run.link)
        else:
            made.append(run)
    return tuple(made)


phrases = st.lists(runs, max_size=4).map(merged)
lines = st.one_of(
    st.builds(
        Line,
        st.sampled_from([LineKind.PARAGRAPH, LineKind.POINT, LineKind.QUOTATION]),
        phrases.map(lambda phrase: (phrase,)),
        st.integers(0, 2),
        st.sampled_from(["", "1.", "2."]),
    ),
    st.builds(Line, st.just(LineKind.ROW), st.lists(phrases, min_size=2, max_size=3).map(tuple)),
)
texts = st.lists(lines, max_size=5)


def sides(pieces):
    before = merged(run for piece in pieces for run in piece.before)
    after = merged(run for piece in pieces for run in piece.after)
    return before, after


@given(phrases, phrases)
def test_each_phrase_is_given_back_with_how_it_is_set(before, after):
    pieces = compared_phrases(before, after)
    assert sides(pieces) == (before, after)
    assert all(p.before == p.after for p in pieces if p.mark is Mark.SAME)


@settings(max_examples=60)
@given(texts, texts)
def test_each_text_is_given_back_line_by_line(before, after):
    changes = compared_lines(before, after)
    assert [change.before for change in changes if change.before] == before
    assert [change.after for change in changes if change.after] == after
    for change in changes:
        sided = [sides(pieces) for pieces in change.parts]
        if change.before:
            assert tuple(old for old, _ in sided) == change.before.parts
        if change.after:
            assert tuple(new for _, new in sided) == change.after.parts


paragraphs = st.lists(st.sampled_from(["One.", "Two.", "Three."]), min_size=1).map("\n\n".join)


@given(paragraphs, paragraphs)
def test_each_text_is_given_back_by_paragraphs(before, after):
    changes = compared_paragraphs(before, after)
    assert "\n\n".join(change.before.text for change in changes if change.before) == before
    assert "\n\n".join(change.after.text for change in changes if change.after) == after


@given(texts)
def test_a_text_does_not_differ_from_itself(text):
    assert {change.mark for change in compared_lines(text, text)} <= {Mark.SAME}


names = st.lists(st.sampled_from(["a b", "a c", "b c", "d e f", "d e g"]), max_size=6)


@given(names, names)
def test_every_part_has_one_place_on_each_side(before, after):
    sources = paired_by_words(before, after)
    for pairs in (with_those_gone(sources, len(before)), paired_in_order(before, after)):
        assert [now for _, now in pairs if now is not None] == list(range(len(after)))
        assert sorted(was for was, _ in pairs if was is not None) == list(range(len(before)))
    assert out_of_order(range(len(before))) == set()


def line(text, kind=LineKind.PARAGRAPH, **named):
    return Line(kind, (plain(text),), **named)


def test_a_reworded_line_stands_beside_what_it_was_and_another_does_not():
    changes = compared_lines(
        [line("Members must check every claim."), line("Ask first.")],
        [line("Members should check every claim."), line("Nothing else is alike.")],
    )
    assert [change.mark for change in changes] == [None, Mark.REMOVED, Mark.ADDED]
    (kept, gone, come, rest) = changes[0].parts[0]
    assert [kept.mark, gone.mark, come.mark] == [Mark.SAME, Mark.REMOVED, Mark.ADDED]
    assert (gone.before, come.after) == ((Run("must"),), (Run("should"),))
    assert rest.mark is Mark.SAME


def test_the_same_words_set_or_linked_otherwise_are_told_of():
    before = (Run("Read "), Run("the code", link="https://a.example/"), Run(" first."))
    after = (Run("Read "), Run("the code", link="https://b.example/"), Run(" first.", True))
    pieces = compared_phrases(before, after)
    assert [piece.mark for piece in pieces] == [Mark.SAME, Mark.RESTYLED, Mark.RESTYLED]
    (change,) = compared_lines([line("One.")], [line("One.", LineKind.POINT)])
    assert change.mark is Mark.RESTYLED


def test_one_changed_cell_is_marked_in_its_row():
    def row(*cells):
        return Line(LineKind.ROW, tuple(map(plain, cells)))

    changes = compared_lines(
        [row("Facebook", "60 days", "Everyone sees it"), row("X", "30 days", "Same")],
        [row("Facebook", "90 days", "Everyone sees it"), row("X", "30 days", "Same")],
    )
    assert [change.mark for change in changes] == [None, Mark.SAME]
    assert [[piece.mark for piece in part] for part in changes[0].parts] == [
        [Mark.SAME],
        [Mark.REMOVED, Mark.ADDED, Mark.SAME],
        [Mark.SAME],
    ]


def test_beyond_its_bound_only_the_ends_are_found_alike(monkeypatch):
    monkeypatch.setattr(words, "MOST_PAIRS", 3)
    stretches = words.aligned("abcdz", "aefz")
    assert [stretch.is_same for stretch in stretches] == [True, False, True]
    assert [stretch.before for stretch in stretches] == [(0, 1), (1, 4), (4, 5)]
