"""A tree, opened: its policy, the program of it, and what keeps it from being used."""
