"""Correlations as stated and as the normals behind a copula have them: closed forms, known values, draws."""

import numpy as np
import pytest
from scipy import stats

from mcsim.inputs.calibrate import latent_from_stated, stated_from_latent

R = np.array([-0.95, -0.5, 0.0, 0.2, 0.7, 0.99])


def test_gaussian_spearman_is_pearsons_formula():
    assert stated_from_latent("spearman", None)(R) == pytest.approx(6 / np.pi * np.arcsin(R / 2))
    assert latent_from_stated(R, "spearman", None) == pytest.approx(2 * np.sin(np.pi * R / 6))


def test_gaussian_normal_scores_are_the_latent_correlations():
    assert stated_from_latent("normal_score", None)(R).tolist() == R.tolist()
    assert latent_from_stated(R, "normal_score", None).tolist() == R.tolist()


@pytest.mark.parametrize("kind", ["spearman", "normal_score"])
@pytest.mark.parametrize("df", [None, 1.0, 2.5, 4.0, 30.0])
def test_there_and_back(kind, df):
    matrix = np.array([[1.0, 0.5, -0.2], [0.5, 1.0, 0.0], [-0.2, 0.0, 1.0]])
    latent = latent_from_stated(matrix, kind, df)
    assert latent.tolist() == latent.T.tolist()
    assert np.diag(latent).tolist() == [1, 1, 1]
    assert stated_from_latent(kind, df)(latent) == pytest.approx(matrix, abs=1e-9)


@pytest.mark.parametrize("kind", ["spearman", "normal_score"])
def test_a_t_of_many_degrees_of_freedom_is_nearly_gaussian(kind):
    gaussian = stated_from_latent(kind, None)(R)
    assert stated_from_latent(kind, 1e5)(R) == pytest.approx(gaussian, abs=2e-5)


def test_mapped_as_gaussian_a_t_falls_short():
    """The correlation of 0.5 becomes 0.485 or 0.486 with four degrees of freedom."""
    assert stated_from_latent("spearman", 4.0)(np.array([2 * np.sin(np.pi / 12)])) == pytest.approx(
        0.4861, abs=2e-4
    )


@pytest.mark.parametrize("df", [1.0, 2.0, 4.0])
def test_t_correlations_are_those_of_draws(df):
    rng = np.random.default_rng(5)
    n, r = 400_000, 0.6
    normals = rng.standard_normal((2, n))
    pair = np.stack([normals[0], r * normals[0] + np.sqrt(1 - r * r) * normals[1]]) / np.sqrt(
        rng.chisquare(df, n) / df
    )
    ranks = (stats.rankdata(pair, axis=1) - 0.5) / n
    for kind, values in (("spearman", ranks), ("normal_score", stats.norm.ppf(ranks))):
        expected = stated_from_latent(kind, df)(np.array([r]))[0]
        # Standard error of a correlation of so many draws: about (1 - r^2) / sqrt(n), more for heavy tails.
        assert np.corrcoef(values)[0, 1] == pytest.approx(expected, abs=5 * 1.5 / np.sqrt(n))
