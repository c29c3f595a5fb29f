"""The texts that come along, one file a kind, and how they get into the tables."""
