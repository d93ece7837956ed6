"""How the outside reaches the rooms: guarded routers, pages, forms, languages, errors."""
