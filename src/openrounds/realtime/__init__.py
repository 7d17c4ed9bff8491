"""The live stream: what happened in a room reaches everyone who reads it, in order and once."""
