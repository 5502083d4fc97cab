"""Mode `delivery`: when what is open will be finished, and which promises are at risk."""
