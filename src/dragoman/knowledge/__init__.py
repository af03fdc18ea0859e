"""Name or role in context, language and date → Actor or Place, with a score and a reason; tables built from open data."""
