"""Article → Parse: sentences behind one view of subjects, objects and complements for both languages."""

from dragoman.grammar.models import GrammarConfig
from dragoman.grammar.parsing import Grammar
from dragoman.grammar.sentences import Stub, split
from dragoman.grammar.view import Parse, Sentence, Token

__all__ = ["Grammar", "GrammarConfig", "Parse", "Sentence", "Stub", "Token", "split"]
