"""Gold and records → scores, calibration, browsable errors. Knows nothing of how an event was found."""
