"""The programming interface to rooms, one file per noun. Each parses, calls one action or query."""
