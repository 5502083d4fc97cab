"""How the forecaster works: months read, methods chosen by their past, cash until it is gone."""
