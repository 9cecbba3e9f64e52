"""Results by structural choice, before they are averaged."""
