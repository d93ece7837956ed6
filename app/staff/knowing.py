"""What those around a youth may know of, by what they are to them (domain.md, Access matrix)."""

from app.identity.policy import Role

# Of the request for a family: a host family or supervisor may not.
KNOWS_REQUEST = frozenset({Role.MFI, Role.CASEWORKER, Role.CONTACT})
KNOWS_QUERIES = frozenset({Role.CASEWORKER, Role.CONTACT})
KNOWS_MEETUPS = frozenset({Role.MFI, Role.CASEWORKER, Role.CONTACT, Role.SUPERVISOR})
