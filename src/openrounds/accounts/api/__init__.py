"""The programming interface to one's own account, and how a program shows whose it is."""
