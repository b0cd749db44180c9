"""A corpus for others: Parquet with typed columns, a folder for `datasets`, and the card that says what it is."""
