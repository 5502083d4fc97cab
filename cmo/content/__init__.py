"""How the content engine works: which pieces, on which days, with which words and how long."""
