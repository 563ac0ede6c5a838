"""How fast an issue is sent, beside a bare loop of smtplib on one connection; how fast its
recipients are frozen, a million of them; and that memory stays flat: `make bench`.

At least 0.8 of the bare loop, freezing under 60 s. Each database is made for it and dropped.
"""
