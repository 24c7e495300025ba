"""Public consultations, as readers find them and write to them."""
