"""Between the server and Django: no thread waits for a client."""
