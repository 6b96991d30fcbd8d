//! Tokens that begin with a letter or a digit: words, numbers, addresses.
//!
//! A word is cut in pieces of letters, digits and marks with joiners between
//! them. At each joiner one question is asked, of a few characters on each side:
//! does the word go on? Behind the last piece, the full stop of an abbreviation is
//! taken along, and a contraction is cut in its words.

use super::character::{Byte, Glyph, char_at, class, glyph, is_alnum};
use super::scanner::{Kind, Scanner, Sink};
use super::{abbreviation, contraction, number, web};

/// How many invisible characters may stand between two letters of one word.
const MAX_INVISIBLE: usize = 8;

/// How far the `@` of a mail address is looked for.
const MAX_NAME: usize = 24;

/// A word on the way to its end.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "four independent facts, each asked by name")]
pub(super) struct Word {
    /// Its first byte.
    pub(super) start: usize,
    /// The first byte of the piece behind the last joiner.
    pub(super) piece: usize,
    /// The byte behind what it has so far.
    pub(super) end: usize,
    /// Whether it joined pieces with a full stop.
    pub(super) has_stop: bool,
    /// Whether all pieces before the last are single letters with full stops.
    pub(super) is_dotted: bool,
    /// Whether all pieces before the last are digits.
    pub(super) is_number: bool,
    /// Whether a separator has made it a number of three groups or more: a date, a telephone number.
    pub(super) is_linked: bool,
    /// The last two apostrophes inside it, the later first.
    apostrophes: [Option<(usize, usize)>; 2],
}

/// What the character behind a piece does to the word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Join {
    /// The word ends before it.
    No,
    /// It belongs to the piece, which goes on at this byte.
    Inside(usize),
    /// It joins the piece that begins at this byte.
    Piece(usize),
    /// The word is an address that ends at this byte.
    Address(usize),
}

/// Cuts the word that begins where the scanner stands.
pub(super) fn cut<S: Sink>(scan: &mut Scanner<'_, S>) {
    let start = scan.at;
    let end = alnum_end(scan.bytes, start);
    let next = scan.byte(end);
    if end > start && matches!(class(next), Byte::Blank | Byte::Line) {
        return emit_plain(scan, start, end);
    }
    if next == b',' && end > start && !scan.byte(end - 1).is_ascii_digit() {
        return emit_plain(scan, start, end);
    }
    cut_joined(scan, start, end);
}

fn alnum_end(bytes: &[u8], from: usize) -> usize {
    let mut end = from;
    while end < bytes.len() && is_alnum(bytes[end]) {
        end += 1;
    }
    end
}

/// A word of ASCII letters and digits alone.
#[inline]
fn emit_plain<S: Sink>(scan: &mut Scanner<'_, S>, start: usize, end: usize) {
    let cut = match end - start {
        4..=8 => contraction::cut_in_word(&scan.bytes[start..end]),
        _ => None,
    };
    if let Some(cut) = cut {
        scan.emit(start, start + cut, Kind::Plain);
        return scan.emit(start + cut, end, Kind::Plain);
    }
    scan.emit(start, end, Kind::Plain);
}

/// A word of which the first `end - start` bytes are known to be ASCII letters and digits.
fn cut_joined<S: Sink>(scan: &mut Scanner<'_, S>, start: usize, end: usize) {
    let is_fraction = scan.byte(start) == b'.';
    let end = if is_fraction { alnum_end(scan.bytes, start + 1) } else { end };
    let mut word = Word {
        start,
        piece: if is_fraction { start + 1 } else { start },
        end,
        has_stop: is_fraction,
        is_dotted: !is_fraction,
        is_number: true,
        is_linked: false,
        apostrophes: [None; 2],
    };
    loop {
        match join(scan, &mut word) {
            Join::No => break,
            Join::Inside(at) => word.end = alnum_end(scan.bytes, at),
            Join::Piece(at) => {
                word.is_number &= word.piece_is_digits(scan.bytes);
                word.piece = at;
                word.end = alnum_end(scan.bytes, at);
            }
            Join::Address(at) => return scan.emit(start, at, Kind::Plain),
        }
    }
    finish(scan, &word);
}

/// Takes the full stop of an abbreviation along, cuts contractions, and hands the tokens out.
fn finish<S: Sink>(scan: &mut Scanner<'_, S>, word: &Word) {
    let (start, end) = (word.start, word.end);
    if scan.byte(end) == b'.'
        && let Some(kind) = abbreviation::with_stop(scan, word)
    {
        return scan.emit(start, end + 1, kind);
    }
    let [Some(last), before] = word.apostrophes else { return emit_plain(scan, start, end) };
    let Some(cut) = cut_at(scan, start, end, last) else { return scan.emit(start, end, Kind::Plain) };
    match before.and_then(|apostrophe| cut_at(scan, start, cut, apostrophe)) {
        Some(first) => {
            scan.emit(start, first, Kind::Plain);
            scan.emit(first, cut, Kind::Plain);
        }
        None => scan.emit(start, cut, Kind::Plain),
    }
    scan.emit(cut, end, Kind::Plain);
}

fn cut_at<S>(scan: &Scanner<'_, S>, start: usize, end: usize, apostrophe: (usize, usize)) -> Option<usize> {
    // The earlier apostrophe may lie behind the cut that the later one made.
    let piece = scan.bytes.get(start..end).filter(|_| apostrophe.1 <= end)?;
    contraction::cut_at_apostrophe(piece, apostrophe.0 - start, apostrophe.1 - start).map(|cut| start + cut)
}

impl Word {
    /// Whether the piece behind the last joiner holds digits alone.
    pub(super) fn piece_is_digits(&self, bytes: &[u8]) -> bool {
        bytes[self.piece..self.end].iter().all(u8::is_ascii_digit)
    }

    /// Whether everything so far is a number.
    pub(super) fn is_number_so_far(&self, bytes: &[u8]) -> bool {
        self.is_number && self.piece_is_digits(bytes)
    }

    /// Whether the piece behind the last joiner is one letter.
    pub(super) fn piece_is_letter(&self, text: &str) -> bool {
        let piece = &text[self.piece..self.end];
        if piece.len() == 1 {
            return piece.as_bytes()[0].is_ascii_alphabetic();
        }
        // A letter beyond ASCII, or one with marks on it, is no longer than this.
        let mut characters = piece.chars();
        piece.len() <= 12 && characters.next().is_some_and(char::is_alphabetic) && characters.all(super::mark::is_mark)
    }

    fn note_apostrophe(&mut self, start: usize, end: usize) {
        self.apostrophes = [Some((start, end)), self.apostrophes[0]];
    }
}

/// What the character behind the word does to it.
fn join<S: Sink>(scan: &Scanner<'_, S>, word: &mut Word) -> Join {
    let at = word.end;
    match scan.byte(at) {
        b'\'' => apostrophe(scan, word, at + 1),
        b'-' => hyphen(scan, word, at + 1),
        b'.' => stop(scan, word),
        b',' => piece_if(number::joins_comma(scan, word), at + 1),
        b':' => match web::scheme_end(scan, word) {
            Some(end) => Join::Address(end),
            None => piece_if(number::joins_colon(scan, word), at + 1),
        },
        b'/' => slash(scan, word),
        b'_' => underscores(scan, at),
        b'@' => web::mail_end(scan, word).map_or(Join::No, Join::Address),
        b'&' => {
            let is_between_capitals = scan.byte(at - 1).is_ascii_uppercase() && scan.byte(at + 1).is_ascii_uppercase();
            piece_if(is_between_capitals, at + 1)
        }
        byte if class(byte) == Byte::High => beyond_ascii(scan, word),
        _ => Join::No,
    }
}

fn piece_if(joins: bool, at: usize) -> Join {
    if joins { Join::Piece(at) } else { Join::No }
}

fn beyond_ascii<S: Sink>(scan: &Scanner<'_, S>, word: &mut Word) -> Join {
    let Some(character) = char_at(scan.text, word.end) else { return Join::No };
    let after = word.end + character.len_utf8();
    match glyph(character) {
        Glyph::Word => Join::Inside(after),
        Glyph::Apostrophe => apostrophe(scan, word, after),
        Glyph::Hyphen => hyphen(scan, word, after),
        Glyph::Invisible => over_invisible(scan, word.end),
        _ => Join::No,
    }
}

/// Invisible characters between letters are part of the word.
fn over_invisible<S: Sink>(scan: &Scanner<'_, S>, at: usize) -> Join {
    let invisible = |character: &char| !character.is_ascii() && glyph(*character) == Glyph::Invisible;
    let width: usize = scan.text[at..].chars().take(MAX_INVISIBLE).take_while(invisible).map(char::len_utf8).sum();
    if scan.word_at(at + width) { Join::Inside(at + width) } else { Join::No }
}

/// Whether a letter or a digit, not a mark, begins at the byte.
fn alnum_at<S: Sink>(scan: &Scanner<'_, S>, at: usize) -> bool {
    match class(scan.byte(at)) {
        Byte::Letter | Byte::Digit => true,
        Byte::High => char_at(scan.text, at).is_some_and(char::is_alphanumeric),
        _ => false,
    }
}

fn apostrophe<S: Sink>(scan: &Scanner<'_, S>, word: &mut Word, after: usize) -> Join {
    let is_before_letter = alnum_at(scan, after) && !scan.byte(after).is_ascii_digit();
    if !is_before_letter {
        return Join::No;
    }
    word.note_apostrophe(word.end, after);
    word.is_dotted = false;
    Join::Piece(after)
}

fn hyphen<S: Sink>(scan: &Scanner<'_, S>, word: &mut Word, after: usize) -> Join {
    if !alnum_at(scan, after) {
        return Join::No;
    }
    let is_between_numbers = scan.byte(after).is_ascii_digit() && word.is_number_so_far(scan.bytes);
    if is_between_numbers && !number::joins_hyphen(scan, word, after) {
        return Join::No;
    }
    word.is_dotted = false;
    Join::Piece(after)
}

/// A full stop inside a word: `U.S`, `3.5`, `example.com`; not `end.Next`.
fn stop<S: Sink>(scan: &Scanner<'_, S>, word: &mut Word) -> Join {
    let after = word.end + 1;
    if !alnum_at(scan, after) {
        return Join::No;
    }
    if scan.bytes[word.start..word.end].eq_ignore_ascii_case(b"www") {
        return web::address_end(scan, word.start, after).map_or(Join::No, Join::Address);
    }
    let (before, next) = (scan.byte(word.end - 1), scan.byte(after));
    let joins = match (before.is_ascii_digit(), next.is_ascii_digit()) {
        (true, true) => true,
        (false, true) => false,
        (true, false) => !word.is_number_so_far(scan.bytes) && next.is_ascii_lowercase(),
        (false, false) => !begins_sentence(scan, after),
    };
    if joins {
        word.has_stop = true;
        word.is_dotted &= word.piece_is_letter(scan.text);
    }
    piece_if(joins, after)
}

/// Whether the word behind a full stop looks like the first of a sentence: it is
/// capitalised, and not the rest of a degree (`M.Sc.`) or of a mail address.
fn begins_sentence<S: Sink>(scan: &Scanner<'_, S>, at: usize) -> bool {
    let is_capitalised = scan.byte(at).is_ascii_uppercase() && scan.byte(at + 1).is_ascii_lowercase();
    let end = at + scan.bytes[at..].iter().take(MAX_NAME).take_while(|&&byte| is_alnum(byte)).count();
    let is_degree = matches!(&scan.bytes[at..end], b"Sc" | b"Ed" | b"Com" | b"Phil");
    is_capitalised && !is_degree && scan.byte(end) != b'@'
}

/// A slash inside a number (`1/2`, `9/11/2001`), between two letters (`n/a`), or in an address.
fn slash<S: Sink>(scan: &Scanner<'_, S>, word: &mut Word) -> Join {
    let after = word.end + 1;
    if number::joins_slash(scan, word) {
        return Join::Piece(after);
    }
    let is_site = word.has_stop && !word.is_dotted && scan.byte(word.end - 1).is_ascii_lowercase();
    if is_site && is_alnum(scan.byte(after)) {
        return web::address_end(scan, word.start, after).map_or(Join::No, Join::Address);
    }
    let is_one_letter = word.start == word.piece && word.end - word.start == 1;
    let is_before_one = scan.byte(after).is_ascii_alphabetic() && !scan.word_at(after + 1);
    let is_pair = is_one_letter && is_before_one && scan.byte(word.start).is_ascii_alphabetic();
    word.is_dotted = false;
    piece_if(is_pair, after)
}

fn underscores<S: Sink>(scan: &Scanner<'_, S>, at: usize) -> Join {
    let run = scan.bytes[at..].iter().take_while(|&&byte| byte == b'_').count();
    piece_if(alnum_at(scan, at + run), at + run)
}
