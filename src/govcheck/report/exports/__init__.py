"""The policy as other tools read it: calendars, tables, lists of members."""
