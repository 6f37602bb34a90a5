"""What came back from offices: what it is, what it answers, and what of it the desk may read."""
