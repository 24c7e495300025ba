"""An institution as readers find it: what it answers for, what is late, what it was asked."""
