"""What a reply is like beside the one that a person gave, by named profiles: the same name is the same figure."""
