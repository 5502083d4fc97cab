"""How brand intake works: it reads what a person pasted, and keeps where each field came from."""
