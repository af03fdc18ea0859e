"""What analysts say of records: confirmed, corrected, rejected; kept as rows of their own, applied over any coder's work."""

from dragoman.review.apply import Shown, apply, standing
from dragoman.review.fields import FIELDS, corrected, value
from dragoman.review.gold import rows as gold_rows
from dragoman.review.review import VERDICTS, Review, Verdict, made, review_from_dict

__all__ = [
    "FIELDS",
    "VERDICTS",
    "Review",
    "Shown",
    "Verdict",
    "apply",
    "corrected",
    "gold_rows",
    "made",
    "review_from_dict",
    "standing",
    "value",
]
