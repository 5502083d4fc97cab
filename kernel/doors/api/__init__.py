"""The API of the kernel's own things: tokens, modules, runs, schema."""
