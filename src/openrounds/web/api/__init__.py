"""Manners of the programming interface: shapes, ready-made answers, faults, its reference page."""
