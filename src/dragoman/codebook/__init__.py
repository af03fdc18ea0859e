"""PLOVER types, modes, contexts, scores, sectors and the CAMEO crosswalk: data and its look-ups. Knows no text."""
