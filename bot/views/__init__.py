"""What people see: pure functions from rows and a language to text and buttons."""
