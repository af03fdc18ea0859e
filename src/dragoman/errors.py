"""Every error a user can meet: one clear sentence that says what happened, what it means, what to do now.

`DragomanError` is the user's to mend (exit code 2); anything else that reaches the command line is our own
failure (exit code 1). `reading`, `store` and the rest raise these, `cli` prints the sentence.
"""

from __future__ import annotations


class DragomanError(Exception):
    """Bad input, a missing model, a store that is none: the message is one sentence a user can act on."""

    exit_code = 2


class InputError(DragomanError):
    """A file, address or row that cannot be read."""


class ConfigError(DragomanError):
    """An option, column or model name that does not fit."""


class StoreError(DragomanError):
    """A folder that is no store, cannot be written, or was made by a newer dragoman."""


class ModelError(DragomanError):
    """A language model that is missing, altered, or of the wrong version."""


class KnowledgeError(DragomanError):
    """A user's own actor table with faulty rows; the message lists each fault with its line."""
