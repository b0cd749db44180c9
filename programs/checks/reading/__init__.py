"""What rules read in a text: words, claims, facts, acts, manners, and what should not be there. One thing a file."""
