"""The phrases that a new library blocks. Its moderators may take away and add.

Only what sells: whole phrases that honest talk of health has no use for. "Casino", "viagra",
"tramadol" or "payday loan" alone are none, for people do write of gambling, of their tablets and of
their debts.
"""

DEFAULT_BLOCKED_WORDS: tuple[str, ...] = (
    # Gambling.
    *("best online casino", "best casino", "casino bonus", "casino for uk players", "free spins"),
    *("no deposit bonus", "slot gacor", "situs judi", "лучшее онлайн казино"),
    # Medicines without a prescription.
    *("viagra online", "cialis online", "cheap viagra", "cheap cialis", "cheap tramadol"),
    *("buy tramadol", "buy xanax", "buy oxycodone", "online without prescription"),
    *("steroids for sale", "order ozempic", "buy ozempic"),
    # Money.
    *("payday loan approved", "private lender", "no credit check", "crypto investment"),
    *("bitcoin trading", "invest in crypto", "forex signals", "double your money"),
    *("lost bitcoin", "guaranteed profit"),
    # Essays, reach and reviews for sale.
    *("essay writing service", "write your essay", "do my assignment", "cheap essay"),
    *("backlink", "guest post", "seo service", "instagram follower", "reviews for sale"),
    # Charms and frauds.
    *("spell caster", "love spell", "get your ex back", "illuminati", "counterfeit money"),
    *("professional hacker", "replica watches", "click here to claim", "buy driving licence"),
    # Sex.
    *("escort service", "penis enlargement", "male enhancement", "sex cam", "hot single girl"),
)
