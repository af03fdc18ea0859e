"""Private persons in what is shown and handed on: masked by name, told by role."""

from dragoman.privacy.mask import BLOCK, mask, mask_text, names_in, private, role, unblocked
from dragoman.privacy.names import private_names

__all__ = ["BLOCK", "mask", "mask_text", "names_in", "private", "private_names", "role", "unblocked"]
