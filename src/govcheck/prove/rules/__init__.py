"""Properties of the rules, over every incident that anybody could state."""
