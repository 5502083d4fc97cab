"""Generic screens, API, imports and exports of the modules' tables."""
