"""The product on one machine: the embedded PostgreSQL server and the processes around it."""
