import pytest
from hypothesis import given
from hypothesis import strategies as st

from openrounds.errors import Conflict, NotFound, Refused, Unavailable
from openrounds.jobs.retries import RetryPolicy, is_hopeless, wait_s

POLICIES = st.builds(
    RetryPolicy,
    tries=st.integers(1, 200),
    first_wait_s=st.floats(0.01, 60),
    growth=st.floats(1, 10),
    longest_wait_s=st.floats(60, 86_400),
    jitter=st.floats(0, 1),
)
LUCK = st.floats(0, 1, exclude_max=True)


@given(POLICIES, LUCK)
def test_a_job_is_tried_as_often_as_its_policy_says(policy: RetryPolicy, luck: float) -> None:
    waits = [wait_s(policy, tries=n, luck=luck) for n in range(1, policy.tries + 1)]

    assert waits[-1] is None
    assert all(wait is not None for wait in waits[:-1])


@given(POLICIES, LUCK)
def test_waits_never_shrink_and_never_pass_the_longest(policy: RetryPolicy, luck: float) -> None:
    waits = [wait_s(policy, tries=n, luck=luck) or 0.0 for n in range(1, policy.tries)]

    assert waits == sorted(waits)
    assert all(wait <= policy.longest_wait_s * (1 + policy.jitter) for wait in waits)


def test_the_first_waits_double_when_growth_is_two() -> None:
    policy = RetryPolicy(first_wait_s=10, growth=2, jitter=0)

    waits = [wait_s(policy, tries=n, luck=0.9) for n in (1, 2, 3)]

    assert waits == [10, 20, 40]


def test_jitter_adds_its_share_at_most() -> None:
    policy = RetryPolicy(first_wait_s=100, jitter=0.5)

    assert wait_s(policy, tries=1, luck=0) == 100
    assert wait_s(policy, tries=1, luck=0.5) == 125


@pytest.mark.parametrize(
    ("error", "hopeless"),
    [
        (NotFound("gone"), True),
        (Refused("too long"), True),
        (Conflict("somebody was first"), False),
        (Unavailable("mail server"), False),
        (OSError("no route"), False),
    ],
)
def test_what_cannot_succeed_is_not_tried_again(error: Exception, hopeless: bool) -> None:  # noqa: FBT001
    assert is_hopeless(error) is hopeless
