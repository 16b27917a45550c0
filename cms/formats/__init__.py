"""Vietnamese ways to write dates and numbers where Django's own differ from the ward's."""
