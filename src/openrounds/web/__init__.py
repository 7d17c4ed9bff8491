"""HTTP manners: the look, the frame of pages, error answers, limits, and what browsers may do."""
