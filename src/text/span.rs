//! Places in an article: bytes of its text and numbers of its tokens.

use std::ops::Range;

/// A half-open range of bytes of an article's text.
///
/// Byte offsets are the unit inside the library; the writers turn them into
/// Unicode characters once, at the border.
///
/// ```
/// let span = nutgraf::ByteSpan::new(3, 5);
/// assert_eq!(span.slice("to Rome"), "Ro");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct ByteSpan {
    /// First byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl ByteSpan {
    /// The span of the bytes `start..end`.
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// Its bytes as a range that slices.
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The text under it. Panics where it is no slice of `text`.
    pub fn slice(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }
}

/// A half-open range of an article's tokens, counted from its first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct TokenSpan {
    /// First token.
    pub start: u32,
    /// The token after the last.
    pub end: u32,
}

impl TokenSpan {
    /// The span of the tokens `start..end`.
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The number of tokens.
    pub const fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether it holds no token.
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether the two share a token.
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `token` lies in it.
    pub const fn contains(self, token: u32) -> bool {
        self.start <= token && token < self.end
    }

    /// Its tokens as a range that slices.
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}
