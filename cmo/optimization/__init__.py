"""How the marketing analyst works: what it read, its facts, its sentences, its proposals."""
