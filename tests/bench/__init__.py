"""How fast the built site is on this machine, as ratios measured side by side: `make bench`. No test of the suite."""
