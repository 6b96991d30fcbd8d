//! Tokens that begin with a sign: punctuation, quotation marks, emoticons, emoji.
//!
//! A sign is a token by itself. The exceptions are few: repeated signs, a clitic
//! that stands alone (`'s`), a handle, a hashtag, a decimal without its nought.

use super::character::{Byte, Glyph, char_at, class, glyph, is_alnum};
use super::contraction::clitic;
use super::scanner::{Kind, Scanner, Sink};
use super::{web, word};

/// Cuts the token that begins with this ASCII sign.
pub(super) fn cut<S: Sink>(scan: &mut Scanner<'_, S>, byte: u8) {
    let start = scan.at;
    match byte {
        b'.' => stop(scan),
        b'"' => scan.emit(start, start + 1, Kind::Quote),
        b'\'' => apostrophe(scan, start + 1),
        b'!' | b'?' => {
            let end = run_end(scan, start, |next| matches!(next, b'!' | b'?'));
            scan.emit(start, end, Kind::Shout);
        }
        b'(' | b'[' | b'{' => scan.emit(start, start + 1, Kind::Open),
        b')' | b']' | b'}' => scan.emit(start, start + 1, Kind::Close),
        b'-' | b'*' | b'=' | b'_' | b'~' | b'+' | b'<' | b'>' | b'#' | b'@' | b':' | b';' => loose(scan, byte),
        b'`' => {
            let end = if scan.byte(start + 1) == b'`' { start + 2 } else { start + 1 };
            scan.emit(start, end, Kind::Open);
        }
        _ => scan.emit(start, start + 1, Kind::Plain),
    }
}

/// Signs that may begin something longer.
fn loose<S: Sink>(scan: &mut Scanner<'_, S>, byte: u8) {
    let start = scan.at;
    if let Some(end) = face(scan, byte) {
        return scan.emit(start, end, Kind::Face);
    }
    if let Some(end) = web::tag_end(scan, byte) {
        return scan.emit(start, end, Kind::Plain);
    }
    let end = match byte {
        b':' | b';' | b'@' => start + 1,
        _ => run_end(scan, start, |next| next == byte),
    };
    scan.emit(start, end, Kind::Plain);
}

fn run_end<S>(scan: &Scanner<'_, S>, start: usize, goes_on: impl Fn(u8) -> bool) -> usize {
    let run = scan.bytes[start..].iter().take_while(|&&byte| goes_on(byte)).count();
    start + run
}

/// A full stop, an ellipsis, or a decimal fraction without its nought.
fn stop<S: Sink>(scan: &mut Scanner<'_, S>) {
    let start = scan.at;
    let end = run_end(scan, start, |next| next == b'.');
    if end > start + 1 {
        return scan.emit(start, end, Kind::Ellipsis);
    }
    let is_fraction = scan.byte(end).is_ascii_digit() && !scan.word_before(start);
    if is_fraction { word::cut(scan) } else { scan.emit(start, end, Kind::Stop) }
}

/// An apostrophe that no word holds, whose first byte after is `end`.
///
/// Where a clitic follows, the two are one token, so that `'s` in a pattern is
/// the token that it is behind a name.
pub(super) fn apostrophe<S: Sink>(scan: &mut Scanner<'_, S>, end: usize) {
    let start = scan.at;
    if scan.byte(start) == b'\'' && scan.byte(end) == b'\'' {
        return scan.emit(start, end + 1, Kind::Quote);
    }
    let letters = scan.bytes[end..].iter().take(6).take_while(|&&byte| is_alnum(byte)).count();
    let tail = &scan.bytes[end..end + letters];
    let is_whole = !scan.word_at(end + letters) && !is_apostrophe_at(scan, end + letters);
    let is_short_form = clitic(tail) || is_clipped(tail) || is_decade(tail);
    if is_whole && is_short_form && !scan.word_before(start) {
        return scan.emit(start, end + letters, Kind::Plain);
    }
    let kind = if scan.byte(start) == b'\'' { Kind::Quote } else { Kind::Close };
    scan.emit(start, end, kind);
}

/// Whether an apostrophe, straight or not, begins at the byte.
fn is_apostrophe_at<S: Sink>(scan: &Scanner<'_, S>, at: usize) -> bool {
    match class(scan.byte(at)) {
        Byte::Sign => scan.byte(at) == b'\'',
        Byte::High => char_at(scan.text, at).is_some_and(|character| glyph(character) == Glyph::Apostrophe),
        _ => false,
    }
}

/// Words whose beginning an apostrophe stands for.
fn is_clipped(tail: &[u8]) -> bool {
    [&b"em"[..], b"til", b"cause", b"twas"].iter().any(|word| tail.eq_ignore_ascii_case(word))
}

/// `90s`, `08`: a year without its century.
fn is_decade(tail: &[u8]) -> bool {
    matches!(tail, [tens, ones] | [tens, ones, b's'] if tens.is_ascii_digit() && ones.is_ascii_digit())
}

/// The end of the emoticon that begins here.
///
/// Only the common faces, and only where nothing touches them: `:)`, `;-)`, `:'(`, `:D`, `=(`.
fn face<S: Sink>(scan: &Scanner<'_, S>, eyes: u8) -> Option<usize> {
    if !matches!(eyes, b':' | b';' | b'=') || scan.word_before(scan.at) {
        return None;
    }
    let nose = usize::from(matches!(scan.byte(scan.at + 1), b'-' | b'\''));
    let mouth = scan.at + 1 + nose;
    let sign = scan.byte(mouth);
    let end = match sign {
        b')' | b'(' => run_end(scan, mouth, |next| next == sign),
        b'D' | b'P' | b'p' | b'o' | b'O' | b'/' | b'\\' | b'|' => mouth + 1,
        _ => return None,
    };
    let is_free = !scan.word_at(end) && scan.byte(end) != b'/';
    is_free.then_some(end)
}

/// The end of an emoji whose first character ends at `end`: what is joined to it
/// with a zero-width joiner, and the marks on each part.
pub(super) fn emoji<S: Sink>(scan: &Scanner<'_, S>, end: usize) -> usize {
    let mut end = end;
    let mut rest = scan.text[end..].chars();
    let mut next = rest.next();
    loop {
        match next {
            Some(mark) if super::mark::is_mark(mark) => {
                end += mark.len_utf8();
                next = rest.next();
            }
            Some('\u{200D}') => {
                let Some(part) = rest.next().filter(|&part| !part.is_ascii() && glyph(part) == Glyph::Sign) else {
                    return end;
                };
                end += '\u{200D}'.len_utf8() + part.len_utf8();
                next = rest.next();
            }
            _ => return end,
        }
    }
}
