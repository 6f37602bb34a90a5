"""Files of evidence: where their bytes lie, what they are by their content, the cleaned copy."""
