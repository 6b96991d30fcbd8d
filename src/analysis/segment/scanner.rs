//! The walk over a text that cuts its tokens.
//!
//! One loop, one table look-up a byte: blanks are stepped over, words and signs
//! are cut by the files beside this one, each of which says where a token that
//! begins here ends. The scanner knows no sentences; it tells its sink of tokens
//! and of line ends, in the order of the text.

use crate::text::ByteSpan;

use super::character::{Byte, Glyph, char_at, char_before, class, glyph, is_word};
use super::mark::is_mark;
use super::{sign, word};

/// What a token is to the end of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nothing: a word, a number, a sign without a part in it.
    Plain,
    /// A full stop.
    Stop,
    /// Question and exclamation marks.
    Shout,
    /// Three dots, or as many as there are.
    Ellipsis,
    /// An abbreviation with its full stop, which may end a sentence too.
    Abbreviation,
    /// An opening bracket or quotation mark.
    Open,
    /// A closing bracket or quotation mark.
    Close,
    /// A straight quotation mark: what stands around it says whether it opens.
    Quote,
    /// An emoticon, which closes a sentence like a mark does.
    Face,
}

/// Where the tokens go.
pub(super) trait Sink {
    /// The next token.
    fn token(&mut self, span: ByteSpan, kind: Kind);

    /// So many line ends since the last token; the last of them ends at byte `after`.
    fn line_end(&mut self, count: u32, after: usize);
}

/// The walk over one text.
pub(super) struct Scanner<'a, S> {
    /// The text.
    pub(super) text: &'a str,
    /// Its bytes.
    pub(super) bytes: &'a [u8],
    /// The first byte that no token covers yet.
    pub(super) at: usize,
    /// Whether the text is a phrase of a rule, which does not end a sentence where it ends.
    pub(super) is_phrase: bool,
    sink: &'a mut S,
}

impl<'a, S: Sink> Scanner<'a, S> {
    /// A walk over an article.
    pub(super) fn new(text: &'a str, sink: &'a mut S) -> Self {
        Self { text, bytes: text.as_bytes(), at: 0, is_phrase: false, sink }
    }

    /// A walk over a phrase that goes on after its last token.
    pub(super) fn phrase(text: &'a str, sink: &'a mut S) -> Self {
        Self { is_phrase: true, ..Self::new(text, sink) }
    }

    /// Cuts the whole text.
    pub(super) fn run(mut self) {
        while let Some(&byte) = self.bytes.get(self.at) {
            match class(byte) {
                Byte::Blank => self.at += 1,
                Byte::Letter | Byte::Digit => word::cut(&mut self),
                Byte::Sign => sign::cut(&mut self, byte),
                Byte::Line => self.line(byte),
                Byte::High => self.high(),
            }
        }
    }

    /// The byte at an offset; 0, which is never part of a token, past the end.
    #[inline]
    pub(super) fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    /// Whether a letter, a digit or a mark begins at the byte.
    #[inline]
    pub(super) fn word_at(&self, at: usize) -> bool {
        match class(self.byte(at)) {
            Byte::Letter | Byte::Digit => true,
            Byte::High => char_at(self.text, at).is_some_and(is_word),
            _ => false,
        }
    }

    /// Whether a letter, a digit or a mark ends before the byte.
    #[inline]
    pub(super) fn word_before(&self, at: usize) -> bool {
        let Some(&byte) = at.checked_sub(1).and_then(|before| self.bytes.get(before)) else { return false };
        match class(byte) {
            Byte::Letter | Byte::Digit => true,
            Byte::High => char_before(self.text, at).is_some_and(is_word),
            _ => false,
        }
    }

    /// Hands out the token from `start` to `end` and goes on behind it.
    ///
    /// A mark that follows belongs to whatever it stands on, also to a sign.
    #[inline]
    pub(super) fn emit(&mut self, start: usize, end: usize, kind: Kind) {
        let mut end = end;
        while class(self.byte(end)) == Byte::High {
            match char_at(self.text, end) {
                Some(character) if is_mark(character) => end += character.len_utf8(),
                _ => break,
            }
        }
        self.sink.token(ByteSpan::new(start as u32, end as u32), kind);
        self.at = end;
    }

    fn line(&mut self, byte: u8) {
        self.at += if byte == b'\r' && self.byte(self.at + 1) == b'\n' { 2 } else { 1 };
        self.sink.line_end(if byte == 0x0C { 2 } else { 1 }, self.at);
    }

    fn high(&mut self) {
        let start = self.at;
        let Some(character) = char_at(self.text, start) else {
            // The walk only ever stops between characters; were it not so, it still has to move.
            self.at += 1;
            return;
        };
        let end = start + character.len_utf8();
        match glyph(character) {
            Glyph::Word => word::cut(self),
            Glyph::Blank | Glyph::Invisible => self.at = end,
            Glyph::Line => {
                self.at = end;
                self.sink.line_end(1, end);
            }
            Glyph::Paragraph => {
                self.at = end;
                self.sink.line_end(2, end);
            }
            Glyph::Apostrophe => sign::apostrophe(self, end),
            Glyph::Open => self.emit(start, end, Kind::Open),
            Glyph::Close => self.emit(start, end, Kind::Close),
            Glyph::Ellipsis => self.emit(start, end, Kind::Ellipsis),
            Glyph::Hyphen => self.emit(start, end, Kind::Plain),
            Glyph::Flag => {
                let pair = char_at(self.text, end).filter(|&next| glyph(next) == Glyph::Flag);
                self.emit(start, end + pair.map_or(0, char::len_utf8), Kind::Plain);
            }
            Glyph::Sign => {
                let end = sign::emoji(self, end);
                self.emit(start, end, Kind::Plain);
            }
        }
    }
}
