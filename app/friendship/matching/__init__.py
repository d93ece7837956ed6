"""How families and youths go together: rules without a database. A person decides; this only puts in order."""
