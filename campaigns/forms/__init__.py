"""Forms of campaigns: what visitors fill in, and what is written at the desk."""
