"""What a post states, and the persona it becomes: the reading half of the offline generator."""
