"""The stories, as data, played through the same actions that people use."""
