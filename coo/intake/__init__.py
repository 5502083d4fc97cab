"""Mode `setup`: what there is of work, which steps a log shows, and what is missing from both."""
