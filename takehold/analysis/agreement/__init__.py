"""How far people agree on an ordered scale: van der Eijk's A and Esteban and Ray's polarisation."""
