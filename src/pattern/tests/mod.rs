//! What the pattern language reads and prints.

mod random;
