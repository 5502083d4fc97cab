"""The platform's admin: for staff, inside one tenant only with a support grant."""
