"""Bricks of every output: escaping, width, names, numbers, pages, drawings."""
