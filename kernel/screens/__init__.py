"""What every screen is made of: icons, formats, charts and the components' helpers."""
