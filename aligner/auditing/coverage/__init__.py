"""Coverage: which words of a unit render each other, and what is to be thought of those that nothing renders."""
