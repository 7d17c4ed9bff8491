"""The verbs that change rooms, one file per noun. The only writers."""
