"""What hosts fill in, one file per noun."""
