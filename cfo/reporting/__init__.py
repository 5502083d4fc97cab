"""Mode `reporting`: what was earned, spent, planned and is owed, on a cash basis."""
