"""Reports: tables, plots, texts and dialogues in one page that needs no network, and the tables as CSV and LaTeX."""
