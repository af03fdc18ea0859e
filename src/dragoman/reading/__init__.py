"""File, URL, HTML, feed entry, CSV/JSONL/Parquet row → Article."""
