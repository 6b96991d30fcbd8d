//! What the pattern language reads, prints, and says of mistakes.

mod mistakes;
mod random;
