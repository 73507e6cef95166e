"""What has happened and what is due, and whether the policy was followed."""
