"""How good the quality checks are: what they find of planted defects, and what they say about conversations of people.

Defects are planted from the definitions of their kinds alone, by code that does not know the rules.
"""
