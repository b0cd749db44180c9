"""The `socialsim` program, one file per command; the only room that reads configuration."""
