"""A fictional town, so that anybody can try Sammen and every test has people to ask."""
