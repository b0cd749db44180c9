"""How good a corpus or a chatbot is, in figures that can be published."""
