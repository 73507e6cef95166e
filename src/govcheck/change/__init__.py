"""What a change does to a policy: its edits, their effects, and the approvals that they need."""
