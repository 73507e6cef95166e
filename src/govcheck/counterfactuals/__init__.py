"""What would change a decision: other values, facts that are not known, rules that nearly match."""
