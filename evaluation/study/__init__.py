"""A study of generators and frameworks: effects with intervals, contrasts, and the account of its cells."""
