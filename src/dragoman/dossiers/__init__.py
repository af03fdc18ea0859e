"""How two actors stand with each other: series, undertakings, stakes, obstacles, third parties, each with its words."""

from dragoman.dossiers.build import Material, build
from dragoman.dossiers.dossier import (
    Change,
    Changes,
    Dossier,
    Month,
    Party,
    Source,
    Statement,
    Step,
    Third,
    Undertaking,
    Visit,
)
from dragoman.dossiers.parties import party

__all__ = [
    "Change",
    "Changes",
    "Dossier",
    "Material",
    "Month",
    "Party",
    "Source",
    "Statement",
    "Step",
    "Third",
    "Undertaking",
    "Visit",
    "build",
    "party",
]
