"""Who holds whose roles while somebody is away: for some days, with both names on what is done."""
