"""How a month is closed: whether its statements are there, and its reports if they are."""
