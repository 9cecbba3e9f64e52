"""Cost-effectiveness: means, increments, ICERs, net benefit, acceptability."""
