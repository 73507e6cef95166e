"""What the council reads: what a change does, whose approval it needs, what it had meant."""
