"""What other programs import: a policy is opened once, and answers typed, immutable results."""
