"""The demonstration: historical cases from the address of 2007, and one invented present-day place.

Everything is done through the services, by people in their roles, as it would be done on the desk:
so the demo is also a proof that the rules can be kept.
"""
