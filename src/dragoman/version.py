"""The versions that a record's `coder` field names, so that two runs can be compared."""

__version__ = "0.1.0"
SCHEMA = "1"
CODEBOOK = "PLOVER 2024-02"
CONVENTIONS = "1"
