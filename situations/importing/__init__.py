"""Reading files of incidents: the bytes, the columns, a row, and what a slice of rows changes."""
