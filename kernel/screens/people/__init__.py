"""Pages around people: first page, settings, members, notifications, proof."""
