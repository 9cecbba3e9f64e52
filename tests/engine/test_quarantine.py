"""Draws that fail are put aside with their reason, and the others are none the worse."""

import engine_toys as toys
import numpy as np
import pytest

from mcsim.engine.blocks import BLOCK
from mcsim.engine.evaluate import Work, evaluate_range
from mcsim.engine.run import run
from mcsim.engine.store import MemoryStore
from mcsim.errors import ModelError, RunError

BAD = (3, 4, 9000)
N = 2 * BLOCK - 100

FAILING = [
    (toys.Refusing(bad=BAD), None, "share above 1: 1.2"),
    (toys.Refusing(bad=BAD), "one by one", "share above 1: 1.2"),
    (toys.Raising(bad=BAD), None, "ZeroDivisionError: nobody was recruited (at "),
    (toys.NotFinite(bad=BAD), None, "cost of strategy offer, perspective society is nan"),
    (toys.Items(bad=BAD), None, "items of strategy offer, perspective payer, item savings, year 1 is inf"),
    (toys.OneAtATime(bad=BAD), None, "ZeroDivisionError: float division by zero (at "),
    (
        toys.ItemsOneAtATime(bad=BAD),
        None,
        "items of strategy offer, perspective payer, item savings, year 1 is inf",
    ),
]


@pytest.mark.parametrize(("model", "settings", "reason"), FAILING)
def test_failing_draws_are_put_aside(model, settings, reason):
    source = toys.Source()
    ledger = getattr(model, "ledger", None)
    result = run(Work(source, model, settings, ledger), N, MemoryStore(), max_failed_share=0.01)
    good = type(model)() if ledger or model.__class__ is toys.OneAtATime else toys.Model()
    whole = run(Work(source, good, None, ledger), N, MemoryStore())
    assert [failure.draw for failure in result.failures] == list(BAD)
    assert all(failure.reason.startswith(reason) for failure in result.failures)
    kept = ~np.isin(whole.draws, BAD)
    for name in whole.outputs:
        assert result.outputs[name].tobytes() == whole.outputs[name][kept].tobytes()
    assert result.draws.tolist() == whole.draws[kept].tolist()
    assert result.failures[2].inputs == {name: whole.inputs[name][9000] for name in toys.NAMES}


def test_the_reason_names_the_line_of_the_model():
    result = run(Work(toys.Source(), toys.Raising(bad=(3,))), 10, MemoryStore(), max_failed_share=0.1)
    path, _, line = result.failures[0].reason.rpartition("(at ")[2].rstrip(")").rpartition(":")
    assert "nobody was recruited" in open_line(path, int(line))


def open_line(path, line):
    with open(path, encoding="utf-8") as file:
        return file.read().splitlines()[line - 1]


@pytest.mark.parametrize("model", [toys.Model(), toys.OneAtATime()], ids=lambda model: type(model).__name__)
def test_inputs_that_are_not_finite_are_put_aside(model):
    work = Work(toys.Source(odd=(7,)), model)
    result = run(work, 20, MemoryStore(), max_failed_share=0.1)
    assert [(f.draw, f.reason) for f in result.failures] == [(7, "input `b` is inf")]


@pytest.mark.parametrize("model_class", [toys.Refusing, toys.Raising, toys.NotFinite])
def test_padding_that_fails_does_not_count(model_class):
    result = run(Work(toys.Source(odd=(101,)), model_class(bad=(100, 8000))), 100, MemoryStore())
    assert result.n_failed == 0
    assert result.draws.size == 100


def test_a_whole_block_that_fails():
    source = toys.Source(odd=tuple(range(BLOCK, 2 * BLOCK)))
    result = run(Work(source, toys.Model()), 3 * BLOCK, MemoryStore(), max_failed_share=0.5)
    assert result.n_failed == BLOCK
    assert result.draws.size == 2 * BLOCK


def test_no_draw_left():
    source = toys.Source(odd=tuple(range(BLOCK)))
    with pytest.raises(RunError, match="100 of 100 failed"):
        run(Work(source, toys.Model()), 100, MemoryStore(), max_failed_share=1.0)


@pytest.mark.parametrize("model", [toys.Refusing(bad=BAD), toys.OneAtATime(bad=BAD)])
def test_too_many_failures_stop_the_run_and_are_listed(model):
    store = MemoryStore()
    with pytest.raises(RunError, match=r"failed, and 0 of 100000 may") as caught:
        run(Work(toys.Source(), model), 100_000, store)
    assert "draw 3: " in str(caught.value)
    assert "inputs: a=" in str(caught.value)
    assert sum(stop - start for start, stop in store.present()) < 100_000


def test_the_limit_itself_is_allowed():
    work = Work(toys.Source(), toys.Refusing(bad=BAD[:2]))
    assert run(work, 100, MemoryStore(), max_failed_share=0.02).n_failed == 2
    with pytest.raises(RunError, match=r"2 of 100 failed, and 1.9 of 100 may"):
        run(work, 100, MemoryStore(), max_failed_share=0.019)


def test_failures_in_the_store_count_on_the_next_run():
    work, store = Work(toys.Source(), toys.Refusing(bad=BAD)), MemoryStore()
    run(work, 100, store, max_failed_share=0.02)
    with pytest.raises(RunError, match="2 of 100 failed"):
        run(work, 100, store)


@pytest.mark.parametrize("model_class", [toys.Broken, toys.Mutating])
def test_a_broken_model_is_named_with_its_line_and_a_draw(model_class):
    with pytest.raises(ModelError, match=r"fails on every draw; draw 0: .*engine_toys.py:\d+.*inputs: a="):
        run(Work(toys.Source(), model_class()), 100, MemoryStore(), max_failed_share=1.0)


def test_a_model_that_fails_only_on_many_draws():
    with pytest.raises(ModelError, match=r"MemoryError: too much at once .*on none of them alone"):
        run(Work(toys.Source(), toys.Together()), 100, MemoryStore())


def test_a_model_that_refuses_what_it_was_not_handed():
    with pytest.raises(ModelError, match="which it was not handed"):
        run(Work(toys.Source(), toys.Stranger()), 100, MemoryStore())


BREACHES = [
    (lambda good: None, "returned a NoneType"),
    (lambda good: {"cost": good["cost"]}, "returned no `effect`"),
    (lambda good: good | {"qaly": 1}, "returned qaly"),
    (
        lambda good: good | {"cost": good["cost"][:, :2]},
        r"returned `cost` of shape \(8192, 2, 2\), and \(8192, 3, 2\)",
    ),
    (lambda good: good | {"cost": good["cost"][:5]}, r"`cost` of shape \(5, 3, 2\)"),
    (lambda good: good | {"cost": good["cost"].astype(str)}, "no real number"),
    (lambda good: good | {"cost": good["cost"] + 1j}, "no real number"),
    (lambda good: good | {"items": np.zeros(3)}, "must begin with 8192 draws"),
]


LEDGER_BREACHES = [
    (lambda good: good, r"returned no `items`; return `items` as an array of shape \(8192, 3, 2, 4, 3\)"),
    (
        lambda good: good | {"items": np.zeros((8192, 3, 2, 3, 4))},
        r"\(8192, 3, 2, 3, 4\), and \(8192, 3, 2, 4, 3\) is needed; shape .* is \(draw, .*, item, year\)",
    ),
    (lambda good: good | {"items": np.zeros((8192, 3, 2, 4, 3), dtype=complex)}, "no real number"),
]


@pytest.mark.parametrize(("change", "message"), LEDGER_BREACHES)
def test_breaches_of_the_contract_of_a_ledger(change, message):
    work = Work(toys.Source(), toys.Returning(), change, ledger=(4, 3))
    with pytest.raises(ModelError, match=message):
        evaluate_range(work, 0, 10)


def test_a_ledger_of_one_draw_has_no_dimension_of_draws():
    class Wrong(toys.OneAtATime):
        def evaluate(self, inputs, settings, draws):
            return super().evaluate(inputs, settings, draws) | {"items": np.zeros((1, 3, 2, 4, 3))}

    with pytest.raises(ModelError, match=r"shape \(strategy, perspective, item, year\) for its one draw"):
        evaluate_range(Work(toys.Source(), Wrong(), ledger=(4, 3)), 0, 10)


@pytest.mark.parametrize(("change", "message"), BREACHES)
def test_breaches_of_the_contract(change, message):
    with pytest.raises(ModelError, match=message):
        evaluate_range(Work(toys.Source(), toys.Returning(), change), 0, 10)


def test_all_breaches_at_once():
    change = lambda good: {"cost": np.zeros(2), "qaly": 0}  # noqa: E731
    with pytest.raises(ModelError) as caught:
        evaluate_range(Work(toys.Source(), toys.Returning(), change), 0, 10)
    assert len(caught.value.problems) == 3


def test_integers_become_floats():
    change = lambda good: {name: np.ones(good[name].shape, dtype=int) for name in good}  # noqa: E731
    part = evaluate_range(Work(toys.Source(), toys.Returning(), change), 0, 10)
    assert part.outputs["cost"].dtype == np.float64


def test_a_source_of_the_wrong_length():
    with pytest.raises(RunError, match=r"input `a`.*shape \(8192,\) is needed"):
        evaluate_range(Work(lambda start, stop: {"a": np.zeros(stop - start - 1)}, toys.Model()), 0, 10)


@pytest.mark.parametrize("vectorised", [True, False])
def test_a_model_that_leaves_the_program_is_told_of(vectorised):
    """`sys.exit` in a model is a fault of the draw, not the end of the run without a word."""

    class Leaving(toys.Model):
        def evaluate(self, inputs, settings, draws):
            if 3 in np.atleast_1d(draws):
                raise SystemExit(3)
            return super().evaluate(inputs, settings, draws)

    Leaving.vectorised = vectorised
    with pytest.raises(RunError, match="SystemExit: 3"):
        run(Work(toys.Source(), Leaving()), 10, MemoryStore(), backend="serial")
