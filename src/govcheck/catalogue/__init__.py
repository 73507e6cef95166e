"""Every check, in one table."""
