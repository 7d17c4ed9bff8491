"""When help is shown to an author."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.guard.posts_that_ask import ASKING
from tests.engine.guard.posts_that_do_not_ask import NOT_ASKING

from openrounds.engine.guard import Report, Verdict, check
from openrounds.engine.guard.crisis_english import ENGLISH
from openrounds.engine.guard.crisis_phrases import Phrases
from openrounds.engine.guard.crisis_spanish import SPANISH

LETTERS = st.sampled_from("abcdefghijklmnopqrstuvwxyz 0123456789")


@pytest.mark.parametrize(
    ("post", "codes"), [(post, codes.split()) for codes in ASKING for post in ASKING[codes]]
)
def test_whoever_is_in_danger_now_is_shown_the_help_for_it(post: str, codes: list[str]) -> None:
    assert check(post).help == tuple(codes)


@pytest.mark.parametrize(
    "post",
    [pytest.param(post, id=f"{why}: {post}") for why in NOT_ASKING for post in NOT_ASKING[why]],
)
def test_talk_about_death_and_danger_that_is_no_cry_for_help_is_left_alone(post: str) -> None:
    assert check(post).help == ()


@pytest.mark.parametrize("post", [post for posts in ASKING.values() for post in posts])
def test_a_crisis_never_changes_what_happens_to_the_post(post: str) -> None:
    report = check(post)

    assert report == Report(findings=(), help=report.help, verdict=Verdict.CLEAR)


@pytest.mark.parametrize("group", [*ENGLISH, *SPANISH], ids=lambda group: group.words[0])
@settings(max_examples=25)  # drawing from these patterns is slow
@given(data=st.data())
def test_every_wording_has_one_of_the_words_that_a_sentence_is_skipped_without(
    group: Phrases, data: st.DataObject
) -> None:
    # A private table, as no public behaviour would show one forgotten word among the wordings.
    pattern = data.draw(st.sampled_from(group.patterns))
    wording = data.draw(st.from_regex(pattern, alphabet=LETTERS))

    assert any(word in wording for word in group.words)
