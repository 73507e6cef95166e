"""Many mentions of the past, decided by the policy as it is now: what would have happened."""
