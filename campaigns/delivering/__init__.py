"""What a delivery is made of: its lines and their chain, its files, its paper, its dangers."""
