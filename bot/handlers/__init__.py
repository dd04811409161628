"""One file per flow: parse, one service call, one reply."""
