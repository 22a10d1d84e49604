"""HTTP/1.1 on the loopback: a server that hands on what was sent, and the way to another one."""
