"""How far raters agree: people with people, experts with crowds, judges with people."""
