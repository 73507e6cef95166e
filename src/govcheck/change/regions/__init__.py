"""The regions of incidents that two policies decide differently."""
