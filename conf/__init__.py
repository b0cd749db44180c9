"""Hydra configuration: one file per command, and the groups `lm`, `posts` and `program`.

Every key is declared, with its type, in `socialsim.commands.schema`, so that a misspelt one is an error that names it.
"""
