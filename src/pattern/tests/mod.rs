//! What the pattern language reads, prints, and says of mistakes.

mod canonical;
mod hostile;
mod mistakes;
mod random;
