"""Which findings count: those that are asked for and that nobody has accepted."""
