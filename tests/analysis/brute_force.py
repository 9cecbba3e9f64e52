"""The measures from their definitions: plain Python over draws and grid points, one value at a time."""

from fractions import Fraction


def by_definition(cost, effect, wtp):
    """Shares (exact fractions) and mean losses; cost and effect of shape (strategy, draw)."""
    k, n = len(cost), len(cost[0])
    shares = [[Fraction(0)] * len(wtp) for _ in range(k)]
    losses = [[0.0] * len(wtp) for _ in range(k)]
    for j, value in enumerate(wtp):
        for i in range(n):
            benefit = [float(value) * float(effect[d][i]) - float(cost[d][i]) for d in range(k)]
            best = max(benefit)
            winners = [d for d in range(k) if benefit[d] == best]
            for d in winners:
                shares[d][j] += Fraction(1, len(winners) * n)
            for d in range(k):
                losses[d][j] += (best - benefit[d]) / n
    return shares, losses


def size_of_benefit(cost, effect, wtp):
    """E|NMB|, the scale of rounding."""
    values = [
        abs(float(w) * float(e) - float(c))
        for w in wtp
        for row_c, row_e in zip(cost, effect, strict=True)
        for c, e in zip(row_c, row_e, strict=True)
    ]
    return sum(values) / len(values)
