"""Pages of campaigns: for the public, for writers of letters, and for the desk."""
