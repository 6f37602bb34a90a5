"""What must hold when processes are killed, services fall and answers are lost: docs/faults.md."""
