"""What a corpus is like: the statistics that papers print, side by side, as tables and plots."""
