"""Forms that anybody may send, without an account and without a cookie."""
