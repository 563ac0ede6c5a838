"""Reading a WordPress site's export (WXR, WordPress eXtended RSS)."""
