"""Arithmetic of blocks, chunks and gaps."""

from hypothesis import given
from hypothesis import strategies as st

from mcsim.engine.blocks import BLOCK, block_starts, chunks, count, missing, whole_blocks

ranges = st.lists(
    st.tuples(st.integers(0, 300), st.integers(0, 60)).map(lambda r: (r[0], r[0] + r[1])), max_size=8
)


@given(st.integers(1, 250), ranges)
def test_missing_is_the_complement(n_draws, present):
    held = {draw for start, stop in present for draw in range(start, stop)}
    gaps = missing(n_draws, present)
    assert [draw for start, stop in gaps for draw in range(start, stop)] == sorted(set(range(n_draws)) - held)
    assert count(gaps) == len(set(range(n_draws)) - held)


@given(st.integers(1, 250), ranges, st.integers(1, 70))
def test_chunks_cover_the_gaps_and_meet_at_multiples(n_draws, present, size):
    gaps = missing(n_draws, present)
    pieces = list(chunks(gaps, size))
    assert [d for piece in pieces for d in range(*piece)] == [d for gap in gaps for d in range(*gap)]
    assert all(start // size == (stop - 1) // size for start, stop in pieces)


@given(st.integers(0, 5 * BLOCK), st.integers(1, 3 * BLOCK))
def test_blocks_cover_a_range_and_no_more(start, n):
    starts = list(block_starts(start, start + n))
    assert starts[0] <= start < starts[0] + BLOCK
    assert starts[-1] < start + n <= starts[-1] + BLOCK
    assert whole_blocks(n) - BLOCK < n <= whole_blocks(n)
