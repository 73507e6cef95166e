"""Whether a change may merge: whose approvals count, and whether they suffice."""
