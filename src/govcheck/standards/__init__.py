"""Checks of channels and what goes out on them: standards, posts, hours, those who answer."""
