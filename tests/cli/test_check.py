"""`mcsim check` as a user sees it: figures with what they rest on, on any width, with a gallery or not."""

import re

import numpy as np
import pytest
import yaml

from mcsim.config.load import load
from mcsim.inputs.portraits import N_DRAWS, portraits
from tests.cli.cli_runner import mcsim

INDEX = {
    "title": "t",
    "source": "s",
    "levels": dict.fromkeys(("2022/23", "2023/24"), 100.0) | {"2024/25": 150.0},
}
PARTS = [{"family": "normal", "mean": mean, "se": 100} for mean in (600, 900)]
MIXTURE = {"family": "mixture", "weights": [0.5, 0.5], "parts": PARTS}
CAUCHY = {"family": "student_t", "degrees_of_freedom": 1, "location": 0, "scale": 1}
TRUNCATED = {"family": "normal", "mean": 750, "se": 300, "truncate_to": [12, None]}


@pytest.fixture
def evaluation(linear_gaussian, tmp_path):
    """A copy of a sound evaluation with keys of its two inputs replaced."""
    folder = tmp_path / "copy"
    folder.mkdir()
    (folder / "evaluation.yaml").write_text((linear_gaussian / "evaluation.yaml").read_text())
    (folder / "index.yaml").write_text(yaml.safe_dump(INDEX))

    def make(**changes):
        inputs = yaml.safe_load((linear_gaussian / "inputs.yaml").read_text())
        extra = changes.pop("extra", {})
        inputs |= {name: {**inputs["gain"], **record} for name, record in extra.items()}
        for name, change in changes.items():
            inputs[name] |= change
        (folder / "inputs.yaml").write_text(yaml.safe_dump(inputs, sort_keys=False))
        return folder

    return make


def row(out, name):
    return next(line for line in out.splitlines() if line.startswith(f"{name} "))


def test_a_label_has_no_published_mean_though_prices_are_carried(evaluation):
    folder = evaluation(price={"distribution": MIXTURE, "price_year": "2023/24", "price_index": "index.yaml"})
    found = mcsim("check", str(folder))
    assert found.code == 0, found.err
    assert "mean 750 (2023/24)" in row(found.out, "price")
    assert "2023/24" not in row(found.out, "price_part")


def test_a_limit_that_is_open_is_shown_as_it_is_written(evaluation):
    found = mcsim("check", str(evaluation(price={"distribution": TRUNCATED})))
    assert "truncate_to [12, null]" in re.sub(r"\s+", " ", found.out)
    assert "None" not in found.out


def test_figures_from_draws_are_marked_and_the_mean_has_its_error(evaluation):
    hidden = {"centre": {"distribution": {"family": "normal", "mean": 0.05, "se": 0.01}}}
    follows = {"family": "normal", "mean": {"input": "centre"}, "se": 0.04}
    folder = evaluation(gain={"distribution": follows}, extra=hidden)
    found = mcsim("check", str(folder))
    assert found.code == 0, found.err
    gain = portraits(load(folder)).sel(input="gain")
    error = float(gain["sd"]) / N_DRAWS**0.5
    mean, told = re.search(r"(\S+) \((\S+)\)  +~\S+ +~\S+ to \S+", row(found.out, "gain")).groups()
    assert float(mean) == pytest.approx(float(gain["mean"]), abs=error)
    assert float(told) == pytest.approx(error, rel=0.05)
    assert "~" not in row(found.out, "centre")
    assert "~ from 65,536 draws" in found.out
    assert "~" not in mcsim("check", str(evaluation())).out


def test_a_mean_that_does_not_exist_is_a_dash_and_its_density_is_drawn(evaluation, tmp_path):
    from mcsim.plots.inputs import inputs

    folder = evaluation(gain={"distribution": CAUCHY})
    found = mcsim("check", str(folder))
    assert found.code == 0, found.err
    assert re.search(r"–  +–  +-12\.71 to 12\.71", row(found.out, "gain"))
    assert "nan" not in found.out
    seen = portraits(load(folder))
    figure = inputs(seen)
    assert {axes.get_title(loc="left") for axes in figure.axes} >= {"price", "gain"}
    assert "not shown" not in figure.get_supxlabel()
    fixed = inputs(portraits(load(folder, {"inputs.price.distribution": {"family": "fixed", "value": 1}})))
    assert "1 fixed inputs are not shown" in fixed.get_supxlabel()


def test_the_folder_of_the_gallery_is_made(evaluation, tmp_path):
    folder = evaluation()
    found = mcsim("check", str(folder), "--figures", "--output", str(tmp_path / "new" / "figs"))
    assert found.code == 0, found.err
    assert (tmp_path / "new" / "figs" / "copy_inputs.png").read_bytes().startswith(b"\x89PNG")


def test_remarks_are_told_before_a_gallery_that_cannot_be_written(evaluation, tmp_path):
    (tmp_path / "taken").write_text("")
    found = mcsim("check", str(evaluation()), "--figures", "--output", str(tmp_path / "taken"))
    assert found.code == 2
    assert "taken: cannot be made (File exists); choose another folder with --output" in found.err
    assert "A careful reviewer would remark" in found.out
    assert "nothing is wrong with this evaluation" in found.out


@pytest.mark.parametrize("width", [80, 100, 120, 160])
def test_names_and_densities_are_whole_on_every_width(width, peer_support, monkeypatch):
    monkeypatch.setenv("COLUMNS", str(width))
    found = mcsim("check", str(peer_support))
    assert found.code == 0, found.err
    lines = found.out.splitlines()
    assert max(map(len, lines)) == width
    evaluation = load(peer_support)
    for name, scalars in evaluation.scalars.items():
        for scalar in scalars:
            assert sum(line.startswith(f"{scalar} ") for line in lines) >= (2 if width < 140 else 1)
        assert evaluation.inputs[name].unit.split()[0] in found.out
    bars = 8 if width < 100 else 16
    densities = re.findall(r"[▁▂▃▄▅▆▇█]{4,}", found.out)
    assert len(densities) > 30
    assert np.mean([len(density) == bars for density in densities]) > 0.9


@pytest.mark.parametrize("width", [80, 100])
def test_names_of_designs_are_whole(width, monkeypatch):
    monkeypatch.setenv("COLUMNS", str(width))
    lines = mcsim("list", "designs").out.splitlines()
    assert any(line.startswith("latin_hypercube ") for line in lines)
    assert max(map(len, lines)) <= width


def test_without_a_terminal_and_without_columns_rows_are_wide(peer_support, monkeypatch):
    monkeypatch.delenv("COLUMNS", raising=False)
    assert max(map(len, mcsim("check", str(peer_support)).out.splitlines())) == 160


def with_library(folder, **taken):
    """The evaluation with some of its inputs moved into a library, under ids of their own."""
    inputs = yaml.safe_load((folder / "inputs.yaml").read_text())
    library = {chosen: inputs[name] for name, chosen in taken.items()}
    inputs |= {name: {"take": chosen} for name, chosen in taken.items()}
    (folder / "inputs.yaml").write_text(yaml.safe_dump(inputs, sort_keys=False))
    (folder / "library.yaml").write_text(yaml.safe_dump(library))
    main = (folder / "evaluation.yaml").read_text()
    (folder / "evaluation.yaml").write_text(f"{main}\nevidence: library.yaml\n")
    return folder


def test_what_is_published_and_what_is_judged_is_counted(peer_support, evaluation):
    published = {"evidence": {"status": "found", "centre": "published"}}
    found = mcsim("check", str(evaluation(gain=published)))
    assert "2 inputs: 1 centred on a published figure, 1 judgement\n" in found.out
    assert "2 inputs: 2 judgement\n" in mcsim("check", str(evaluation())).out
    out = mcsim("check", str(peer_support)).out
    counted = next(line for line in out.splitlines() if "centred on a published figure, " in line)
    n_inputs, *each = map(int, re.findall(r"\d+", counted))
    assert n_inputs == sum(each) == len(load(peer_support).inputs)
    assert out.index(counted) < out.index("Where it comes from")


@pytest.mark.parametrize("width", [80, 100, 160])
def test_ids_are_shown_where_any_input_is_taken(width, evaluation, monkeypatch):
    monkeypatch.setenv("COLUMNS", str(width))

    def sources(folder):
        found = mcsim("check", str(folder))
        assert found.code == 0, found.err
        assert max(map(len, found.out.splitlines())) <= width
        return found.out[found.out.index("Where it comes from") :]

    assert "taken" not in sources(evaluation())
    told = sources(with_library(evaluation(), gain="ps_health_gained"))
    assert "taken" in told
    assert "ps_health_gained" in row(told, "gain")
    assert "ps_health_gained" not in row(told, "price")
