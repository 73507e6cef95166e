"""Files that other tools read: duty and meetings as calendars, tables, lists of members."""
