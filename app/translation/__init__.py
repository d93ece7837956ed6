"""Languages: the catalogues of our own words."""
