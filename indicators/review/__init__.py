"""What was reported is judged: the queue, the verdict, the return."""
