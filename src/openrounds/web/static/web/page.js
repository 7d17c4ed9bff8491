// On every page: times in the reader's own zone, keys, and the one Trusted Types policy.
