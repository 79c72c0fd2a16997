"""The page: a table of runs, figures and a sample viewer, in one file that needs no network."""
