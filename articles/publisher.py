"""Who publishes the library: the company's details as its owner requires them.

They also stand in `components/_footer.html`; a test compares the two.
"""

SITE = "Klarity Health Library"
NAME = "Klarity / Managed Self Ltd"
PLACE = "Bournemouth (UK)"
STREET = "Alum House, 5 Alum Chine Road"
LOCALITY = "Westbourne Bournemouth"
POSTCODE = "BH4 8DT"
COUNTRY = "GB"
PHONE = "+44 20 3239 9818"
COMPANY_NUMBER = "10696687"
VAT_NUMBER = "362 5758 74"
DESCRIPTION = (
    "Klarity is a citizen-centric health data management platform that enables citizens to"
    " securely access, control and share their own health data."
)
