"""Reading records of foreign tables and files as proposals, by a mapping that is data."""
