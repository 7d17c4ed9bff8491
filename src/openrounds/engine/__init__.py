"""Everything that can be decided from its arguments: no Django, no clock, no network.

Each package below has its front door in its `__init__`; only those names are imported elsewhere.
"""
