"""A folder of Delta Lake tables: writes, queries, exports."""
