"""How cases go through a process: the map, its variants, rework, waiting and control chart."""
