"""The processes behind the web: they judge what was received, and look after what was lost."""
