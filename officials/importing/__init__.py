"""Reading files of officials: the bytes, the columns, a row, and what a row would change."""
