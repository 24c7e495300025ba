"""Next year's plan from this one."""
