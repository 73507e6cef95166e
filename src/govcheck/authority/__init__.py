"""Checks of who may decide what: approvers, change control, who reads its files."""
