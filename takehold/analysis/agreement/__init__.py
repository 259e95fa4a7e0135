"""How far people agree on an ordered scale: van der Eijk's A and Esteban and Ray's polarisation."""

from takehold.analysis.agreement.facts import AgreementFact, Interval
from takehold.analysis.agreement.scoring import agreement, polarisation, van_der_eijk

__all__ = ["AgreementFact", "Interval", "agreement", "polarisation", "van_der_eijk"]
