"""The log of an incident: what happened, beside the plan of what was to happen."""
