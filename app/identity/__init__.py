"""Who somebody is: accounts, grants, devices, sign-in, invitations, and the viewer."""
