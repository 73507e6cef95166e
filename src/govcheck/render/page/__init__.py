"""What every page for people is made of: names instead of ids, lines, and how they look.

All texts are raw until `layout` or another format escapes every one of them and shows it.
"""
