"""Named questions about rooms. Each takes the viewer where privacy matters."""
