"""The pages of rooms, one file per noun."""
