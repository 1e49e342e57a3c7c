"""As the council writes them: 3 May 2026, 14:05."""
