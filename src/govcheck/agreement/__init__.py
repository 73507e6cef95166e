"""Who must agree: one tree of targets, whether people suffice, and the shortest ways to it.

Nothing here knows of a command, a policy or a change: an *electorate* tells who may be asked.
"""
