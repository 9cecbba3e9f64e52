"""A distribution of which only the logarithm of an unnormalised density is known, by quadrature.

On the line of `line.py`, panels of Gauss-Legendre points are halved until their integral no longer changes,
which finds kinks too. Probabilities are added up from both ends, so that neither tail loses digits. Beyond
the first and the last panel, where a float64 can no longer tell a value from the end of the support, the
density per unit of the line falls exponentially, as that of every power does.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from distributions.numerics.line import Line
from distributions.read import Array

_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(16)
_DROP = 90.0  # logarithm of what is left of the density where the integration ends
_NEGLIGIBLE = 35.0  # the same, where nobody would notice
_N_SCAN = 2001
_N_PANELS = 64
_SMALLEST_PANEL = 2.0**-40
_MOST_HALVED = 512  # at once; only the rounding of a density asks for more
_TOLERANCE = 1e-12
_ROUNDS = 60
_HIGHEST = 4e10  # size of a logarithm of which the fraction is known to 1e-5, and no longer beyond
_CLIFF = 1e6  # stands for an end beyond which there is nothing
_STEP_AT_ENDS = 0.05  # as a share of the line that is integrated over

Curve = Callable[[Array], Array]


@dataclass(frozen=True, eq=False)
class Integrated:
    """The distribution, ready to be asked.

    Parameters
    ----------
    line : Line
        The support, stretched.
    log_density : function
        t -> logarithm of the density per unit of t, normalised.
    edges : ndarray of shape (k + 1,)
        Of the panels, in t.
    below, above : ndarray of shape (k + 1,)
        Probability on either side of each edge.
    log_total : float
        Logarithm of the integral of the density that was given.
    slopes : tuple of float
        How fast the logarithm of the density falls outwards at either end.
    """

    line: Line
    log_density: Curve
    edges: Array
    below: Array
    above: Array
    log_total: float
    slopes: tuple[float, float]

    def cdf(self, x: Array) -> Array:
        """Probability of a value at most `x`, shape as `x`."""
        t = self.line.place(np.clip(x, self.line.low, self.line.high))
        start = self._panel(t)
        inside = self.below[start] + _integral(self.log_density, self.edges[start], self._within(t))
        before = self.below[0] * np.exp(self.slopes[0] * np.minimum(t - self.edges[0], 0.0))
        share = np.where(t < self.edges[0], before, np.minimum(inside, 1.0))
        return np.where(x < self.line.high, share, 1.0)

    def survival(self, x: Array) -> Array:
        """Probability of a value above `x`, shape as `x`."""
        t = self.line.place(np.clip(x, self.line.low, self.line.high))
        stop = self._panel(t) + 1
        inside = self.above[stop] + _integral(self.log_density, self._within(t), self.edges[stop])
        after = self.above[-1] * np.exp(self.slopes[1] * np.minimum(self.edges[-1] - t, 0.0))
        share = np.where(t > self.edges[-1], after, np.minimum(inside, 1.0))
        return np.where(x > self.line.low, share, 1.0)

    def _within(self, t: Array) -> Array:
        return np.clip(t, self.edges[0], self.edges[-1])

    def _panel(self, t: Array) -> NDArray[np.intp]:
        return np.clip(np.searchsorted(self.edges, t, side="right") - 1, 0, len(self.edges) - 2)

    def lower_quantile(self, u: Array) -> Array:
        """Value with probability `u` below it, shape as `u`."""
        at = np.clip(np.searchsorted(self.below, u, side="right") - 1, 0, len(self.edges) - 2)
        start = self.edges[at]
        share = (u - self.below[at]) / (self.below[at + 1] - self.below[at])
        t = self._solve(at, share, lambda t: self.below[at] + _integral(self.log_density, start, t) - u)
        return self.line.value(np.where(u < self.below[0], self.edges[0] + self._past(u, 0), t))

    def upper_quantile(self, v: Array) -> Array:
        """Value with probability `v` above it, shape as `v`."""
        at = len(self.edges) - 1 - np.searchsorted(self.above[::-1], v, side="right")
        at = np.clip(at, 0, len(self.edges) - 2)
        stop = self.edges[at + 1]
        share = (self.above[at] - v) / (self.above[at] - self.above[at + 1])
        t = self._solve(at, share, lambda t: v - self.above[at + 1] - _integral(self.log_density, t, stop))
        return self.line.value(np.where(v < self.above[-1], self.edges[-1] - self._past(v, -1), t))

    def _past(self, probability: Array, end: int) -> Array:
        """How far beyond an end a probability lies, as a negative number."""
        with np.errstate(divide="ignore"):
            inside = np.log((self.below, self.above)[end][end])
            return np.asarray((np.log(probability) - inside) / self.slopes[end])

    def _solve(self, at: NDArray[np.intp], share: Array, excess: Curve) -> Array:
        """Root of an increasing function in each panel: Newton's steps, halving where they would leave it."""
        low, high = self.edges[at], self.edges[at + 1]
        width = high - low
        t = low + width * np.clip(np.nan_to_num(share, nan=0.5), 0.01, 0.99)
        settled = np.zeros(t.shape, dtype=np.bool_)
        for _ in range(_ROUNDS):
            over = excess(t)
            low, high = np.where(over < 0, t, low), np.where(over < 0, high, t)
            with np.errstate(all="ignore"):
                newton = t - over / np.exp(self.log_density(t))
            after = np.where((newton >= low) & (newton <= high), newton, (low + high) / 2)
            after = np.where(settled, t, after)
            # A step of Newton's squares the error, so that what is left is beyond the last digit. What has
            # settled moves no more: a value must not depend on which others are asked for with it.
            settled |= np.abs(after - t) <= 1e-9 * width
            t = after
            if settled.all():
                break
        return t

    def nodes(self, widest: float | None = None) -> tuple[Array, Array]:
        """Values and their probabilities, over which sums are integrals of functions that are smooth on t.

        With `widest` the panels are chosen anew: no wider, for a function less smooth than the density.
        """
        first, last = self.edges[[0, -1]]
        edges = self.edges
        if widest is not None:
            edges = _refined(self.log_density, np.linspace(first, last, int((last - first) / widest) + 2))
        t, weight = _points(edges[:-1], edges[1:])
        inside = np.exp(self.log_density(t)) * weight
        values = self.line.value(np.concatenate([[first], t.ravel(), [last]]))
        return values, np.concatenate([self.below[:1], inside.ravel(), self.above[-1:]])

    def moment(self, power: int, about: float = 0.0) -> float:
        """Mean of (x - about)^power; infinite where a tail is too heavy for it to exist."""
        values, shares = self.nodes()
        return float(np.sum(shares * (values - about) ** power)) if self._dies_out(power) else np.inf

    def _dies_out(self, power: int) -> bool:
        """Whether x^power times the density falls towards each open end: there x grows as e^|t|."""
        ends = zip(self.slopes, (self.line.low, self.line.high), strict=True)
        return all(slope - power > 1e-6 for slope, end in ends if np.isinf(end))


def integrated(log_density: Curve, low: float, high: float, hints: Array) -> Integrated | None:
    """Distribution with a given density.

    Parameters
    ----------
    log_density : function
        x -> logarithm of the density, up to a constant; minus infinity where there is none.
    low, high : float
        Ends of the support.
    hints : ndarray of shape (k,)
        Values around the bulk, k >= 2, strictly inside the support.

    Returns
    -------
    Integrated, or None
        None where the density is 0 wherever it was looked for, or too small for a computer's numbers to tell
        one value's from another's.

    Examples
    --------
    >>> normal = integrated(lambda x: -0.5 * x * x, -np.inf, np.inf, np.array([-2.0, 0.5, 3.0]))
    >>> normal.lower_quantile(np.array([0.025])).round(6).tolist(), round(normal.moment(2), 9)
    ([-1.959964], 1.0)
    """
    spread = float(np.ptp(hints)) or 1.0
    line = Line(low, high, float(np.median(hints)), spread / 8.0)

    def log_mass(t: Array) -> Array:
        with np.errstate(all="ignore"):
            found = log_density(line.value(t)) + line.log_stretch(t)
        return np.where(np.isnan(found), -np.inf, found)

    found = _bulk(log_mass, line, hints)
    if found is None:
        return None
    edges, highest = found

    def scaled(t: Array) -> Array:
        return log_mass(t) - highest

    edges = _refined(scaled, edges)
    masses = _integral(scaled, edges[:-1], edges[1:])
    slopes = _end_slopes(scaled, edges)
    before, after = np.exp(scaled(edges[[0, -1]])) / slopes
    total = float(np.sum(masses)) + before + after
    below = np.cumsum([before, *masses]) / total
    above = np.cumsum([after, *masses[::-1]])[::-1] / total
    log_total = float(np.log(total))
    return Integrated(line, lambda t: scaled(t) - log_total, edges, below, above, log_total + highest, slopes)


def _bulk(log_mass: Curve, line: Line, hints: Array) -> tuple[Array, float] | None:
    """Where the mass lies: edges of the first panels, and the logarithm of the highest density."""
    first, last = line.ends
    places = np.clip(line.place(hints), first, last)
    bulk = np.linspace(places.min(), places.max(), _N_SCAN)
    scan = np.unique(np.concatenate([bulk, places, np.linspace(first, last, _N_SCAN)]))
    heights = log_mass(scan)
    if not np.any(np.isfinite(heights)):
        return None
    at = int(np.argmax(heights))
    peak, around = scan[at], np.diff(scan)[max(at - 1, 0) : at + 1].max()
    for _ in range(_ROUNDS):
        # Closer and closer around the highest point: a narrow peak may lie between two points of the scan.
        near = np.clip(peak + around * np.linspace(-1.0, 1.0, 17), first, last)
        peak, around = near[int(np.argmax(log_mass(near)))], around / 2.0
    highest = float(log_mass(np.array([peak]))[0])
    if abs(highest) > _HIGHEST:
        return None
    high_enough = [peak, *scan[heights > highest - _DROP]]
    ends = [
        _where_it_dies(log_mass, highest, start, limit)
        for start, limit in ((min(high_enough), first), (max(high_enough), last))
    ]
    if any(_is_cliff(log_mass, highest, peak, end) for end in ends):
        return None
    return np.unique(
        [*np.linspace(ends[0], peak, _N_PANELS), *np.linspace(peak, ends[1], _N_PANELS)]
    ), highest


def _is_cliff(log_mass: Curve, highest: float, peak: float, end: float) -> bool:
    """Whether the density falls to nothing at once: it was too small for a computer's numbers to say."""
    known, unknown = peak, end
    if np.isfinite(log_mass(np.array([end]))[0]):
        return False
    for _ in range(_ROUNDS):
        middle = (known + unknown) / 2
        is_known = np.isfinite(log_mass(np.array([middle]))[0])
        known, unknown = (middle, unknown) if is_known else (known, middle)
    return bool(log_mass(np.array([known]))[0] > highest - _NEGLIGIBLE)


def _where_it_dies(log_mass: Curve, highest: float, start: float, limit: float) -> float:
    """First place from `start` towards `limit` where next to nothing is left, or the limit."""
    step = (limit - start) * 2.0**-40
    at = start
    while abs(at - start) < abs(limit - start):
        at = start + step
        if log_mass(np.array([at]))[0] < highest - _DROP:
            break
        step *= 1.5
    return float(np.clip(at, min(start, limit), max(start, limit)))


def _points(start: Array, stop: Array) -> tuple[Array, Array]:
    """Gauss-Legendre points and weights of each panel, shape (panels, 16)."""
    half = (stop - start)[..., np.newaxis] / 2
    return (start + stop)[..., np.newaxis] / 2 + half * _NODES, half * _WEIGHTS


def _integral(log_density: Curve, start: Array, stop: Array) -> Array:
    """Integral of the density over each panel."""
    t, weight = _points(start, stop)
    return np.asarray(np.sum(np.exp(log_density(t)) * weight, axis=-1))


def _refined(log_density: Curve, edges: Array) -> Array:
    """Edges with every panel halved until its halves add up to it."""
    start, stop = edges[:-1], edges[1:]
    smallest = (edges[-1] - edges[0]) * _SMALLEST_PANEL
    kept = []
    while len(start):
        middle = (start + stop) / 2
        whole = _integral(log_density, start, stop)
        halves = _integral(log_density, start, middle) + _integral(log_density, middle, stop)
        done = (np.abs(whole - halves) <= _TOLERANCE * halves) | (stop - start < smallest)
        done |= np.count_nonzero(~done) > _MOST_HALVED
        kept += [start[done], stop[done]]
        left, cut, right = start[~done], middle[~done], stop[~done]
        start, stop = np.concatenate([left, cut]), np.concatenate([cut, right])
    return np.unique(np.concatenate(kept))


def _end_slopes(log_density: Curve, edges: Array) -> tuple[float, float]:
    """How fast the logarithm of the density falls outwards at each end, per unit of t."""
    step = min(_STEP_AT_ENDS * (edges[-1] - edges[0]), 1.0)
    inner = log_density(np.array([edges[0] + step, edges[-1] - step]))
    with np.errstate(invalid="ignore"):
        low, high = (inner - log_density(edges[[0, -1]])) / step
    return _falling(float(low)), _falling(float(high))


def _falling(slope: float) -> float:
    return slope if 0.0 < slope < np.inf else _CLIFF
