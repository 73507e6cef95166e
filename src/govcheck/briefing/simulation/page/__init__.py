"""The page that is read at night: who to call, what to do, what not to say, and why.

Each module says one part of it, in the reader's tongue and in names; `layout` decides how lines
look. All texts are raw until then: a format escapes every one of them before it shows it.
"""
